namespace MlDsl;

/// <summary>Binds a member to an output of the graph; without it, the member's own name is looked for.</summary>
/// <param name="name">The output's name in the model file, exactly.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class OutputAttribute(string name) : Attribute
{
    /// <summary>The output's name in the model file.</summary>
    public string Name { get; } = name;

    /// <summary>The position inside the output, counted in elements of one row, of the first element this member takes.</summary>
    public int Offset { get; set; }
}
