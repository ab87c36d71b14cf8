using MlDsl.Generators.Columns;
using MlDsl.Generators.Contracts;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>The roles of MlDsl.ColumnRole, by the same names.</summary>
internal enum ColumnRole
{
    None,
    Label,
    Id,
    Group,
    EventTime,
    Weight,
    Sensitive,
    Arrived,
    User,
    Item,
    Event,
}

/// <summary>One column: a property of the user's row.</summary>
internal sealed record ColumnSpec
{
    public required string Member { get; init; }
    public required string Name { get; init; }
    public required ColumnType Type { get; init; }
    public required ColumnRole Role { get; init; }
    public required bool IsAfterOutcome { get; init; }
    public required bool IsRequired { get; init; }
    public required ColumnKind? Kind { get; init; }
    public required string? Unit { get; init; }
    public required string? Positive { get; init; }
    public required string? Negative { get; init; }

    /// <summary>The static method that makes the column's value of a text; null where the reader does it.</summary>
    public string? OwnReader { get; init; }

    /// <summary>Attributes of the property that the input's property bears, too.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>What the user wrote about the property.</summary>
    public required string? Summary { get; init; }

    /// <summary>Of a window over time, what it makes of which column; null for what a source holds.</summary>
    public string? Window { get; init; }

    /// <summary>Of a column that is known only up to the origin of a forecast, how far behind a step it is looked at; null for others.</summary>
    public int? PastLags { get; init; }

    /// <summary>Of a column that comes from another data set, from where; null for others.</summary>
    public string? Join { get; init; }

    /// <summary>The column in the canonical text of schemas, as MlDsl.ColumnSchema writes it.</summary>
    public string Canonical => $"{Name}:{Type.DisplayName}:{Role}:{(CanonicalKind.Length == 0 && Type.Length > 0 ? $"Length={Type.Length}" : CanonicalKind)}{((Window ?? Join) is { } from ? $":{from}" : "")}";

    /// <summary>The kind of feature with its options, as schemas tell it; empty where it is none.</summary>
    public string CanonicalKind => Kind?.Canonical ?? (PastLags is { } lags ? FormattableString.Invariant($"PastCovariate(Lags={lags})") : "");

    /// <summary>Whether the column may be known when a prediction is asked for.</summary>
    public bool MayBeInput => !IsAfterOutcome && Role is not (ColumnRole.Label or ColumnRole.Id or ColumnRole.Arrived or ColumnRole.Event);
}

/// <summary>A member of the type that a data set is laid over, and the cast its value needs.</summary>
internal sealed record SourceMember(string Member, string Cast);

/// <summary>The type that a data set is laid over.</summary>
/// <param name="Type">Its name, from <c>global::</c> on.</param>
/// <param name="IsPublic">Whether it is visible outside the assembly.</param>
/// <param name="Sources">Where each column's value comes from, in the order of the columns.</param>
internal sealed record ExistingSpec(string Type, bool IsPublic, EquatableArray<SourceMember> Sources);

/// <summary>A data set as its user declared it.</summary>
internal sealed record DatasetSpec
{
    public required TypeDeclaration Type { get; init; }
    public required EquatableArray<ColumnSpec> Columns { get; init; }

    /// <summary>The columns that a source holds, which come first; the others come from other data sets, and last are windows over time.</summary>
    public IEnumerable<ColumnSpec> Stored => Columns.Where(static c => c.Window is null && c.Join is null);

    /// <summary>The members that the constructor takes, in its order; the others are set by an initializer.</summary>
    public required EquatableArray<string> ConstructorMembers { get; init; }
    public required ExistingSpec? Existing { get; init; }

    /// <summary>The windows over time; null for none.</summary>
    public required WindowsSpec? Windows { get; init; }

    /// <summary>What comes from other data sets.</summary>
    public required EquatableArray<JoinSpec> Joins { get; init; }

    /// <summary>The rules of columns that have some, those over several columns, and those over all rows.</summary>
    public required EquatableArray<ContractSpec> Contracts { get; init; }
    public required EquatableArray<RelationSpec> Relations { get; init; }
    public required EquatableArray<DatasetRuleSpec> DatasetRules { get; init; }
    public bool HasContract => Contracts.Count + Relations.Count + DatasetRules.Count > 0;

    public ColumnSpec? With(ColumnRole role) => Columns.FirstOrDefault(c => c.Role == role);

    /// <summary>Whether rows tell what users did with items.</summary>
    public bool IsOfInteractions => With(ColumnRole.User) is not null && With(ColumnRole.Item) is not null;

    /// <summary>The label types that trainers may ask for: float for numbers and for enums as grades, bool for two classes, the class itself; of a row without a label the one that says so.</summary>
    public IEnumerable<string> LabelTypes()
    {
        if (With(ColumnRole.Label) is not { } label)
        {
            yield return Names.NoLabel;
            yield break;
        }
        if (label.Type.IsNumber || label.Type.Kind == ValueKind.Enumeration) yield return "float";
        if (label.Type.Kind == ValueKind.Flag || label.Positive is not null) yield return "bool";
        if (label.Type.IsClass) yield return label.Type.Name;
    }
}
