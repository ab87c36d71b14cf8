namespace MlDsl.Analyzers;

/// <summary>A rule on the use of ONNX Runtime.</summary>
public abstract class OnnxRuntimeRule : MlDslAnalyzer
{
    private protected sealed override bool AppliesTo(KnownSymbols symbols) => symbols.InferenceSession is not null;
}
