using System.Diagnostics;
using CompiledModel;

using DeliveryTime model = DeliveryTime.Load();
model.Run(new Delivery(Kilometres: 4f, Hour: 17f, Weight: 3f), out float minutes);

// From the start of the process, runtime included, to the first answer.
double first = (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds;

var deliveries = new Delivery[1_000];
var times = new float[deliveries.Length];
for (int i = 0; i < deliveries.Length; i++) deliveries[i] = new Delivery(i % 12, 8 + (i % 12), i % 20);
model.Run(deliveries, times);
long before = GC.GetAllocatedBytesForCurrentThread();
model.Run(deliveries, times);
model.Run(in deliveries[0], out _);
long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
Console.WriteLine(FormattableString.Invariant($"minutes={minutes:0.0} mean={times.Average():0.0} bytes={bytes} first_ms={first:0}"));
