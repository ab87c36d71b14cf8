namespace MlDsl.Analyzers;

/// <summary>A rule on the use of ONNX Runtime.</summary>
public abstract class OnnxRuntimeRule : MlDslAnalyzer
{
    internal sealed override bool AppliesTo(KnownSymbols symbols) => symbols.InferenceSession is not null;
}
