namespace MlDsl.Kernels;

/// <summary>What a graph cannot do: attributes that contradict each other, shapes that do not fit, numbers outside their range.</summary>
/// <param name="message">The node and the reason.</param>
public sealed class OperatorException(string message) : InvalidOperationException(message);
