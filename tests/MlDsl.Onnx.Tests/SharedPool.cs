using System.Runtime.CompilerServices;

namespace MlDsl.Onnx.Tests;

/// <summary>The pool is made with the first session, whichever test comes first.</summary>
internal static class SharedPool
{
    [ModuleInitializer]
    internal static void Configure() => OnnxSharedPool.Configure(2);
}
