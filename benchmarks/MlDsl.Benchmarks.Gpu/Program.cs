using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MlDsl;
using MlDsl.Onnx;
using MlDsl.Onnx.Gpu.Tests;

// What a call of an image model costs on a card, from the caller's array to the caller's array: copies in and out are in it.
// MlDsl.Benchmarks.Gpu MODEL ROWS.bin SCORES.bin [name=value …]: the model takes [n, …] and gives [n, k] of float or half; ROWS holds
// the inputs of the largest batch, SCORES what another runtime makes of them; further words are settings of the CUDA provider.
// MlDsl.Benchmarks.Gpu checks: what the tests check.
if (args is ["checks"])
{
    foreach (Action check in CardChecks.All)
    {
        check();
        Console.WriteLine($"{check.Method.Name} holds");
    }
    return;
}
string model = args[0];
byte[] rows = File.ReadAllBytes(args[1]);
byte[] expected = File.ReadAllBytes(args[2]);
int[] batches = [1, 8, 32, 128];
var settings = args.Skip(3).Select(static word => word.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
using OnnxSession session = OnnxSession.Load(model, new OnnxSessionOptions
{
    Provider = Provider.Cuda,
    MaxBatch = batches[^1],
    ProviderSettings = settings,
});
bool isHalf = session.Inputs[0].ElementType == OnnxElementType.Float16;
Console.WriteLine($"{Path.GetFileName(model)} {(isHalf ? "half" : "float")} {session.Provider} {string.Join(' ', args.Skip(3))}");
foreach (int batch in batches)
{
    if (isHalf) Measure<Half>(batch);
    else Measure<float>(batch);
}

void Measure<T>(int batch)
    where T : unmanaged
{
    T[] input = MemoryMarshal.Cast<byte, T>(rows)[..(rows.Length / batches[^1] / Marshal.SizeOf<T>() * batch)].ToArray();
    T[] scores = new T[expected.Length / batches[^1] / Marshal.SizeOf<T>() * batch];
    var call = new Stages();
    long warm = Stopwatch.GetTimestamp();
    int warmed = 0;
    while (warmed++ < 10 || Stopwatch.GetElapsedTime(warm).TotalSeconds < 0.5) Call(input, scores, batch, call);
    const int Calls = 40;
    var all = new double[Calls];
    double write = 0, run = 0;
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < Calls; i++)
    {
        Call(input, scores, batch, call);
        all[i] = call.All;
        write += call.Write;
        run += call.Run;
    }
    long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
    Array.Sort(all);
    double difference = 0;
    ReadOnlySpan<T> theirs = MemoryMarshal.Cast<byte, T>(expected)[..scores.Length];
    for (int i = 0; i < scores.Length; i++) difference = Math.Max(difference, Math.Abs(Number(scores[i]) - Number(theirs[i])));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  batch={batch} ms={all[Calls / 2]:F3} min={all[0]:F3} write={write / Calls:F3} run={run / Calls:F3} bytes={bytes} max_difference={difference:G3}"));
}

void Call<T>(T[] input, T[] scores, int batch, Stages stages)
    where T : unmanaged
{
    long start = Stopwatch.GetTimestamp();
    using OnnxBinding call = session.Rent(batch);
    call.SetInput<T>(0, input);
    stages.Write = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    call.Run();
    stages.Run = Stopwatch.GetElapsedTime(start).TotalMilliseconds - stages.Write;
    call.CopyOutput<T>(0, scores);
    stages.All = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static double Number<T>(T value) => value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture);

internal sealed class Stages
{
    public double All { get; set; }

    public double Write { get; set; }

    public double Run { get; set; }
}
