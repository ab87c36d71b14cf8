using MlDsl.Contracts;

namespace MlDsl;

// Values held against the contract of their column.
public ref partial struct FieldReader
{
    /// <summary>A value that is there, as the contract lets it through.</summary>
    public readonly T Hold<T>(int column, T value, ColumnContract<T> contract) where T : notnull
    {
        T held = contract.Hold(value, TallyOf(column), out _, out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    public readonly T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        T? held = contract.HoldOrNull(value, TallyOf(column), out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    public readonly string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        string? held = contract.HoldOrNull(value, TallyOf(column), out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    public readonly void Hold(bool holds, RelationRule relation)
    {
        if (relation.Hold(holds, typed is null ? context.Tally : typed.TallyOf(relation)) is { } problem) throw Refused(relation.Column, $"the row {problem}", RelationRule.WayOut);
    }

    private readonly ContractTally? TallyOf(int column) => typed is null ? context.Tally : typed.TallyOf(column);

    private readonly DataFormatException Refused(int column, BrokenRule broken) =>
        Refused(column, broken.Said is null ? $"the value is missing, which {broken.Problem}" : $"{broken.Said} {broken.Problem}", BrokenRule.WayOut);

    private readonly DataFormatException Refused(int column, string problem, string wayOut) =>
        typed is null ? context.Error(records, column, problem, wayOut) : typed.Broken(column, problem, wayOut);
}
