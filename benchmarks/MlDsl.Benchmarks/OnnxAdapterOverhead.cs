using System.Diagnostics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using MlDsl.Onnx;

namespace MlDsl.Benchmarks;

/// <summary>
/// What does a session's call cost over the raw C call with the same prebuilt binding? Both copy the row in, run a graph of one node,
/// and copy the scores out. MLDSL_ONNXRUNTIME names the library (eng/onnxruntime.sh).
/// </summary>
[MemoryDiagnoser]
public unsafe class OnnxAdapterOverhead : IDisposable
{
    private const int Width = 4;
    private readonly float[] scores = new float[32 * Width];
    private float[] features = [];
    private OnnxSession session = null!;
    private RawCall raw = null!;

    [Params(1, 32)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        byte[] file = new OnnxGraphBuilder("negative")
            .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", Width))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", Width))
            .Node("Neg", ["x"], ["y"])
            .ToBytes();
        features = [.. Enumerable.Range(0, Rows * Width).Select(i => (float)i)];
        session = OnnxSession.Load(file, "negative");
        raw = new RawCall(file, Rows, Width);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        session.Dispose();
        raw.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public float Raw()
    {
        features.CopyTo(raw.Input);
        raw.Run();
        raw.Output.CopyTo(scores);
        return scores[0];
    }

    [Benchmark]
    public float Adapter()
    {
        using OnnxBinding call = session.Rent(Rows);
        call.SetInput<float>(0, features);
        call.Run();
        call.CopyOutput(0, scores.AsSpan(0, Rows * Width));
        return scores[0];
    }

    /// <summary>
    /// The difference of the two, measured in turns of a hundred calls, so that a busy neighbour strikes both alike. Prints the lower
    /// quartile of each: what is above it is the machine's other work.
    /// </summary>
    public static void Compare()
    {
        const int Turns = 5_000, Calls = 100;
        using var both = new OnnxAdapterOverhead { Rows = 1 };
        both.Setup();
        var raw = new double[Turns];
        var adapter = new double[Turns];
        Measure(both, raw, adapter);
        Thread.Sleep(500); // the JIT's last tier comes in the background
        Measure(both, raw, adapter);
        Array.Sort(raw);
        Array.Sort(adapter);
        double slow = adapter[Turns / 4], fast = raw[Turns / 4];
        Console.WriteLine(FormattableString.Invariant(
            $"onnx-overhead: raw={fast:F0}ns adapter={slow:F0}ns difference={slow - fast:F0}ns ratio={slow / fast:F3}"));

        static void Measure(OnnxAdapterOverhead both, double[] raw, double[] adapter)
        {
            for (int turn = 0; turn < Turns; turn++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < Calls; i++) both.Raw();
                long middle = Stopwatch.GetTimestamp();
                for (int i = 0; i < Calls; i++) both.Adapter();
                raw[turn] = Stopwatch.GetElapsedTime(start, middle).TotalNanoseconds / Calls;
                adapter[turn] = Stopwatch.GetElapsedTime(middle).TotalNanoseconds / Calls;
            }
        }
    }

    /// <summary>The C API and nothing else: one session, one binding, no checks beyond the status.</summary>
    private sealed class RawCall : IDisposable
    {
        private readonly nint* api;
        private readonly int length;
        private readonly void* input;
        private readonly void* output;
        private readonly nint session;
        private readonly nint binding;

        public RawCall(byte[] file, int rows, int width)
        {
            nint library = NativeLibrary.Load(OnnxRuntimeLibrary.Path!);
            nint* functions = ((delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
            api = ((delegate* unmanaged<uint, nint*>)functions[0])(17);
            length = rows * width;
            input = NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
            output = NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
            nint environment, options, opened, memory, bound, x, y;
            var xName = (byte*)Marshal.StringToCoTaskMemUTF8("x");
            var yName = (byte*)Marshal.StringToCoTaskMemUTF8("y");
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)api[3])(4, xName, &environment));
            Check(((delegate* unmanaged<nint*, nint>)api[10])(&options));
            Check(((delegate* unmanaged<nint, int, nint>)api[24])(options, 1));
            var createSession = (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)api[8];
            fixed (byte* bytes = file) Check(createSession(environment, bytes, (nuint)file.Length, options, &opened));
            Check(((delegate* unmanaged<int, int, nint*, nint>)api[69])(0, 0, &memory));
            long* shape = stackalloc long[] { rows, width };
            var createTensor = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)api[49];
            Check(createTensor(memory, input, (nuint)length * sizeof(float), shape, 2, 1, &x));
            Check(createTensor(memory, output, (nuint)length * sizeof(float), shape, 2, 1, &y));
            Check(((delegate* unmanaged<nint, nint*, nint>)api[134])(opened, &bound));
            Check(((delegate* unmanaged<nint, byte*, nint, nint>)api[136])(bound, xName, x));
            Check(((delegate* unmanaged<nint, byte*, nint, nint>)api[137])(bound, yName, y));
            Marshal.FreeCoTaskMem((nint)xName);
            Marshal.FreeCoTaskMem((nint)yName);
            session = opened;
            binding = bound;
        }

        public Span<float> Input => new(input, length);

        public ReadOnlySpan<float> Output => new(output, length);

        public void Run() => Check(((delegate* unmanaged<nint, nint, nint, nint>)api[133])(session, 0, binding));

        public void Dispose()
        {
            ((delegate* unmanaged<nint, void>)api[135])(binding);
            ((delegate* unmanaged<nint, void>)api[95])(session);
            NativeMemory.AlignedFree(input);
            NativeMemory.AlignedFree(output);
        }

        private static void Check(nint status)
        {
            if (status != 0) throw new InvalidOperationException("ONNX Runtime failed");
        }
    }
}
