namespace MlDsl;

/// <summary>Binds a member to an input of the graph; without it, the member's own name or its <c>[Column]</c> name is looked for.</summary>
/// <param name="name">The input's name in the model file, exactly.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class InputAttribute(string name) : Attribute
{
    /// <summary>The input's name in the model file.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The position inside the input, counted in elements of one row, of the first element this member fills; several members can share
    /// one input tensor this way.
    /// </summary>
    public int Offset { get; set; }
}
