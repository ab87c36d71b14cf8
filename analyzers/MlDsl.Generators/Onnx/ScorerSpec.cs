using MlDsl.Generators.DatasetCode;

namespace MlDsl.Generators.Onnx;

/// <summary>How a user's member holds its values.</summary>
internal enum MemberForm
{
    /// <summary>One value.</summary>
    Single,

    /// <summary>An array, read from its start and made anew when written.</summary>
    Array,

    /// <summary>Read-only memory over an array.</summary>
    Memory,

    /// <summary>A dictionary: the scores of classes by label, or a map's values by key.</summary>
    Dictionary,

    /// <summary>A type that no tensor can fill.</summary>
    Other,
}

/// <summary>A property or field of the user's record, or the record itself when it is a single value.</summary>
internal sealed record MemberSpec
{
    /// <summary>Its name; empty when the record is the value.</summary>
    public required string Name { get; init; }

    /// <summary>The name in the graph: by attribute, or the member's own.</summary>
    public required string GraphName { get; init; }

    /// <summary>Whether an <c>[Input]</c> or <c>[Output]</c> attribute says the name, so that nothing else can be meant.</summary>
    public required bool IsExplicit { get; init; }

    public required int Offset { get; init; }

    /// <summary>Its type as C#, without <c>?</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The type of one value: <c>float</c>, <c>string</c>, an enum; of a dictionary, that of the keys.</summary>
    public required string Element { get; init; }

    /// <summary>Of a dictionary, the type of the values; empty for other forms.</summary>
    public required string DictionaryValue { get; init; }

    public required MemberForm Form { get; init; }

    public required bool IsNullable { get; init; }

    /// <summary>The members of the enum that the element is, in the order of their values; empty when it is none.</summary>
    public required EquatableArray<string> EnumMembers { get; init; }

    /// <summary>Whether a new record cannot be made without it.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether the constructor takes it; otherwise it is set by an initializer.</summary>
    public required bool IsConstructed { get; init; }

    public required ClassesSpec? Classes { get; init; }

    /// <summary>What ML.NET's attributes say of it: how many items a vector has, and how many keys there are.</summary>
    public (int? Items, long? Keys) MlNet { get; init; }

    /// <summary>What it is to an exported graph; null where values go as they are.</summary>
    public RowValue? Row { get; init; }

    public bool IsEnum => EnumMembers.Count > 0;
}

/// <summary>A user's input or output type.</summary>
/// <param name="Type">As C#.</param>
/// <param name="IsSingle">Whether it is a single value instead of a record.</param>
/// <param name="IsReference">Whether null can be given instead.</param>
/// <param name="Members">The members that may be bound; of a single value, itself.</param>
internal sealed record RecordSpec(string Type, bool IsSingle, bool IsReference, EquatableArray<MemberSpec> Members)
{
    public string Name => Type.Replace("global::", "");

    /// <summary>The name of the symbol alone.</summary>
    public required string SimpleName { get; init; }

    /// <summary>Of a data set's row or input: its columns and feature methods; null for other types.</summary>
    public FeaturedDataset? Plan { get; init; }

    /// <summary>Of a data set of another assembly: the feature methods that this one cannot call.</summary>
    public EquatableArray<string> Hidden { get; init; }

    /// <summary>Whether the type has an error of its own, which is said where it is declared.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>A member and the value of the graph it fills or takes.</summary>
/// <param name="Member">The member.</param>
/// <param name="Index">The position of the input or output in the graph.</param>
/// <param name="Width">The elements of one row.</param>
/// <param name="Count">How many of them the member holds.</param>
internal sealed record BoundMember(MemberSpec Member, int Index, long Width, long Count)
{
    /// <summary>Of a member that takes an output: what is made of it.</summary>
    public OutputFormula Formula { get; init; }

    /// <summary>With <see cref="OutputFormula.LargestOf"/>, the outputs of the other classes.</summary>
    public EquatableArray<int> Others { get; init; }

    /// <summary>All positions in the graph that it takes.</summary>
    public IEnumerable<int> Indexes => Others.Prepend(Index);

    /// <summary>With <see cref="OutputFormula.AtThreshold"/>, the probability as a literal.</summary>
    public string Threshold { get; init; } = "";
}

/// <summary>What is made of an output for a prediction of MlDsl's own.</summary>
internal enum OutputFormula
{
    /// <summary>The element itself.</summary>
    AsIs,

    /// <summary>The logarithm of the ratio of the two probabilities.</summary>
    LogOdds,

    /// <summary>Whether the probability reaches the threshold.</summary>
    AtThreshold,

    /// <summary>The largest of the probabilities.</summary>
    Largest,

    /// <summary>The largest of the probabilities, each of which is an output of its own.</summary>
    LargestOf,

    /// <summary>A whole number in a type of fewer digits.</summary>
    Narrowed,
}

/// <summary>The adapter's binding to the user's types.</summary>
/// <param name="Input">The type that comes in.</param>
/// <param name="Output">The type that goes out.</param>
/// <param name="Inputs">Where each part of an input row comes from.</param>
/// <param name="Outputs">Where each part of an output row goes.</param>
/// <param name="IsBatched">Whether a batch runs in one call; otherwise record by record.</param>
internal sealed record ScorerSpec(
    RecordSpec Input, RecordSpec Output, EquatableArray<BoundMember> Inputs, EquatableArray<BoundMember> Outputs, bool IsBatched);
