namespace MlDsl.Onnx.Gpu.Tests;

/// <summary>A theory that needs an NVIDIA card, CUDA 13 and cuDNN 9.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CardTheoryAttribute : TheoryAttribute
{
#if !MLDSL_GPU
    public CardTheoryAttribute() => Skip = "needs an NVIDIA card; build with -p:MlDslGpu=true where one is";
#endif
}
