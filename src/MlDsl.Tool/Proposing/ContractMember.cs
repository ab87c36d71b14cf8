using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Proposing;

/// <summary>What a rule may say of a member by its type.</summary>
internal enum MemberKind
{
    /// <summary>Nothing but that a value is there.</summary>
    Other,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Numbers with decimals.</summary>
    Number,

    /// <summary>Dates, and times with a date.</summary>
    Time,
}

/// <summary>A member of a record and the column that it reads.</summary>
/// <param name="Facts">The column.</param>
/// <param name="Name">The member.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Role">Its role, as the attribute is called; empty for none.</param>
internal sealed record ContractMember(ColumnFacts Facts, string Name, string Type, string Role)
{
    /// <summary>Whether its values are names, though they may be numbers.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>Whether its classes are listed by the role itself.</summary>
    public bool IsListed { get; init; }

    /// <summary>The kinds of rules that it has already.</summary>
    public IReadOnlySet<string> Has { get; init; } = new HashSet<string>();

    public bool IsNullable => Type.EndsWith('?');

    public bool IsSensitive => Role == "Sensitive";

    public MemberKind Kind => Type.TrimEnd('?') switch
    {
        "string" => MemberKind.Text,
        "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" => MemberKind.Whole,
        "float" or "double" or "decimal" or "Half" => MemberKind.Number,
        "DateTime" or "DateTimeOffset" or "DateOnly" => MemberKind.Time,
        _ => MemberKind.Other,
    };

    /// <summary>Whether the values of the column are of the type.</summary>
    public bool IsRead => Kind switch
    {
        MemberKind.Whole => Facts.Kind == ValueKind.Integer || Facts.IsBits,
        MemberKind.Number => Facts.IsNumeric || Facts.IsBits,
        MemberKind.Time => Facts.Kind == ValueKind.Time,
        _ => true,
    };
}

/// <summary>A rule that is proposed, with what was seen.</summary>
/// <param name="Attribute">What stands in brackets.</param>
/// <param name="Seen">What of the rows speaks for it; tells of no value that few rows have.</param>
internal sealed record ProposedRule(string Attribute, string Seen);
