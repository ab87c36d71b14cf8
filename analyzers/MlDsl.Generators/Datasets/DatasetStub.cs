using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>A member of a stub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as C# without nullable annotations; <c>dynamic</c> where the declaration does not tell.</param>
internal sealed record StubMember(string Name, string Type);

/// <summary>What a data set that is declared wrongly still is to the code that uses it, so that its one error stays the only one.</summary>
internal sealed record DatasetStub
{
    /// <summary>What a member is whose type the declaration does not tell.</summary>
    public const string Anything = "dynamic";

    private static readonly string[] Common = ["float", "bool"];

    public required TypeDeclaration Type { get; init; }

    /// <summary>The members of <c>Input</c>: every column, so that none is missed.</summary>
    public required EquatableArray<StubMember> Inputs { get; init; }

    /// <summary>The label types that a model may ask for.</summary>
    public required EquatableArray<string> Labels { get; init; }

    /// <summary>The windows over time that its columns declare, which the row has as well.</summary>
    public EquatableArray<string> Windows { get; init; }

    /// <summary>The data sets that columns come from, from <c>global::</c> on.</summary>
    public EquatableArray<string> Others { get; init; }

    /// <summary>The types of the ids of users and items of rows that tell what users did with items; else none.</summary>
    public EquatableArray<string> Interacting { get; init; }

    public required bool IsGrouped { get; init; }

    public required bool IsTimed { get; init; }

    /// <summary>Whether it can implement what a row implements.</summary>
    public required bool IsRow { get; init; }

    /// <summary>The generated names that the user's own members take.</summary>
    public required EquatableArray<string> Taken { get; init; }

    /// <summary>The type that it is laid over; null for none.</summary>
    public required string? Existing { get; init; }

    public bool Declares(string name) => name != Type.Name && !Taken.Contains(name);

    /// <summary>The stub of a data set that is right itself and whose features are not.</summary>
    public static DatasetStub Of(DatasetSpec dataset) => new()
    {
        Type = dataset.Type,
        Inputs = dataset.Columns.Select(static c => new StubMember(c.Member, TypeOf(c.Type))).ToEquatable(),
        Windows = dataset.Columns.Where(static c => c.Window is not null).Select(static c => c.Member).ToEquatable(),
        Others = dataset.Joins.Select(static j => j.Other.Type).Distinct().ToEquatable(),
        Labels = LabelTypes(dataset.Columns.Where(static c => c.Role == ColumnRole.Label).Select(static c => c.Type)),
        Interacting = dataset.IsOfInteractions ? Ids(dataset.With(ColumnRole.User)!.Type, dataset.With(ColumnRole.Item)!.Type) : default,
        IsGrouped = dataset.With(ColumnRole.Group) is not null,
        IsTimed = dataset.With(ColumnRole.EventTime) is not null,
        IsRow = true,
        Taken = default,
        Existing = dataset.Existing?.Type,
    };

    /// <summary>Every type that a model may want of the labels.</summary>
    public static EquatableArray<string> LabelTypes(IEnumerable<ColumnType> labels) =>
        Common.Concat(labels.Where(static l => l.IsClass).Select(static l => l.Name)).Distinct().ToEquatable();

    /// <summary>The types of ids of users and items; none where one of them cannot be an id.</summary>
    public static EquatableArray<string> Ids(ColumnType? user, ColumnType? item) =>
        IsId(user) && IsId(item) ? new[] { user!.Name, item!.Name }.ToEquatable() : default;

    private static bool IsId(ColumnType? type) => type?.Kind is ValueKind.Text or ValueKind.Integer or ValueKind.Guid;

    /// <summary>The type without the annotation of a nullable reference.</summary>
    public static string TypeOf(ColumnType type) => type.IsReference ? type.Name : type.FullName;
}
