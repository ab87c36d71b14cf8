using System.ComponentModel;

namespace MlDsl.Kernels;

/// <summary>
/// A node of a compiled graph with its attributes. A derived class is known to the compiler of models by <see cref="OperatorAttribute"/>:
/// its constructor's parameters are the attributes (by name, without underscores), those of its one public <c>Run</c> method are the inputs
/// in order and then, marked with <see cref="ResultAttribute"/>, the outputs. A nullable parameter is one that may be left out; a span of
/// tensors takes any number. A map is a tensor of pairs, in no particular order. Operators are immutable and serve any number of threads; a warm <c>Run</c> allocates nothing unless it makes strings.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Operator
{
    /// <summary>What messages call the node.</summary>
    public string Node { get; init; } = "";

    /// <summary>An error that names the node.</summary>
    private protected OperatorException Error(string reason) => Problem(reason);

    /// <summary>The same, for arithmetic that operators share.</summary>
    internal OperatorException Problem(string reason) => new(Node.Length > 0 ? $"{Node}: {reason}" : reason);
}

/// <summary>Says which operator of ONNX a class implements.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="since">The first version of the operator set with this meaning.</param>
/// <param name="until">The last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OperatorAttribute(string name, int since = 1, int until = int.MaxValue) : Attribute
{
    /// <summary>The domain of tabular pipelines; the standard one is empty.</summary>
    public const string Ml = "ai.onnx.ml";

    /// <summary>The domain of what ONNX has no operator for: arithmetic of other libraries, whose models are compiled as graphs too.</summary>
    public const string Own = "mldsl";

    /// <summary>The operator's name.</summary>
    public string Name { get; } = name;

    /// <summary>The first version.</summary>
    public int Since { get; } = since;

    /// <summary>The last version.</summary>
    public int Until { get; } = until;

    /// <summary>The domain of the operator set; empty for ONNX's own.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Attributes that change nothing in an inference, and may be there.</summary>
    public string[] Ignores { get; init; } = [];
}

/// <summary>Marks what a <c>Run</c> method writes.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResultAttribute : Attribute;

/// <summary>Marks an element type that no input shows: an attribute of the node says it, by number or by its value.</summary>
/// <param name="attribute">The attribute.</param>
[AttributeUsage(AttributeTargets.GenericParameter, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ElementFromAttribute(string attribute) : Attribute
{
    /// <summary>The attribute.</summary>
    public string Attribute { get; } = attribute;

    /// <summary>The element where the attribute is absent; by default that of the first input.</summary>
    public Type? Otherwise { get; init; }
}

/// <summary>Marks an element type that a word among the attributes stands for.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="word">Its value.</param>
/// <param name="element">The element that this value stands for; that of the first such mark is meant where the attribute is absent.</param>
[AttributeUsage(AttributeTargets.GenericParameter, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ElementForWordAttribute(string attribute, string word, Type element) : Attribute
{
    /// <summary>The attribute.</summary>
    public string Attribute { get; } = attribute;

    /// <summary>Its value.</summary>
    public string Word { get; } = word;

    /// <summary>The element that this value stands for.</summary>
    public Type Element { get; } = element;
}
