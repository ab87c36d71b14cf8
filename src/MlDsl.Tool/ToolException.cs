namespace MlDsl.Tool;

/// <summary>What the tool cannot do, in words for whoever called it: the thing, the place and the way out.</summary>
public sealed class ToolException(string message) : Exception(message);
