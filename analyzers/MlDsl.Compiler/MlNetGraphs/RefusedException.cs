namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Why a model of ML.NET is not compiled, with the step that stands in the way.</summary>
internal sealed class RefusedException(string reason) : Exception(reason);
