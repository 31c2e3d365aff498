// The package ships without its types; this is what the tests use of it.
declare module "@iletimerkezi/iletimerkezi-node" {
  interface Reply {
    ok(): boolean;
    getStatusCode(): number;
    getErrorCode(): number | string;
  }
  interface OrderSummary {
    getId(): number | string;
    getTotal(): number;
    getSender(): string;
  }
  export class IletiMerkeziClient {
    constructor(key: string, hash: string, sender?: string);
    readonly httpClient: { baseUrl: string };
    sms(): {
      schedule(at: string): this;
      enableIysConsent(): this;
      disableIysConsent(): this;
      setIysList(list: string): this;
      send(
        to: string | string[] | Record<string, string>,
        text?: string,
      ): Promise<Reply & { getOrderId(): number | string }>;
    };
    reports(): {
      get(
        id: number | string,
        page?: number,
      ): Promise<
        Reply & { getOrderStatus(): string; getTotal(): number; getMessages(): unknown[]; hasMorePages(): boolean }
      >;
    };
    summary(): {
      list(start: string, end: string): Promise<Reply & { getOrders(): OrderSummary[] }>;
    };
    senders(): { list(): Promise<Reply & { getSenders(): string[] }> };
    blacklist(): {
      list(): Promise<Reply & { getNumbers(): string[]; getCount(): number }>;
      add(number: string): Promise<Reply>;
      remove(number: string): Promise<Reply>;
    };
    account(): { balance(): Promise<Reply & { getAmount(): number; getCredits(): number }> };
  }
}
