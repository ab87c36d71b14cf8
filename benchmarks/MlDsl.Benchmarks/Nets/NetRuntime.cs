using MlDsl.Onnx;

namespace MlDsl.Benchmarks.Nets;

/// <summary>A net by ONNX Runtime, on one thread.</summary>
internal sealed class NetRuntime : IDisposable
{
    private readonly float[] picture;
    private readonly long[] shape;
    private readonly OnnxSession session;
    private readonly OnnxBinding binding;

    /// <param name="file">The model.</param>
    /// <param name="shape">The sizes of its input.</param>
    public NetRuntime(byte[] file, long[] shape)
    {
        (picture, this.shape) = (NetFile.Picture(shape), shape);
        session = OnnxSession.Load(file, "net", new OnnxSessionOptions());
        binding = session.Rent(session.IsBatched ? (int)shape[0] : 1);
    }

    public float Run()
    {
        binding.SetInput<float>(0, picture, shape);
        binding.Run();
        return binding.Output<float>(0)[0];
    }

    public void Dispose()
    {
        binding.Dispose();
        session.Dispose();
    }
}
