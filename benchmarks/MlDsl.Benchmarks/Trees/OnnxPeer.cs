using MlDsl.Onnx;

namespace MlDsl.Benchmarks.Trees;

/// <summary>ONNX Runtime with a binding made once: a call copies the rows into its buffer, runs, and reads the scores in place.</summary>
internal sealed class OnnxPeer : IDisposable
{
    private readonly OnnxSession session;
    private readonly OnnxBinding binding;

    public OnnxPeer(byte[] file, int rows)
    {
        session = OnnxSession.Load(file, "peer", new OnnxSessionOptions { MaxBatch = Math.Max(32, rows) });
        binding = session.Rent(rows);
    }

    public float Score<T>(ReadOnlySpan<T> rows)
        where T : unmanaged
    {
        binding.SetInput(0, rows);
        binding.Run();
        return binding.Output<float>(0)[0];
    }

    public void Dispose()
    {
        binding.Dispose();
        session.Dispose();
    }
}
