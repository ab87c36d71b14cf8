using MlDsl.Contracts;

namespace MlDsl;

// Values held against the contract of their column.
public ref partial struct FieldReader
{
    /// <summary>A value that is there, as the contract lets it through.</summary>
    public readonly T Hold<T>(int column, T value, ColumnContract<T> contract) where T : notnull
    {
        if (!contract.Admits(value)) Settle(column, ref value, contract);
        return value;
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    public readonly T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        if (value is not { } present) return Missed(column, contract) ? null : value;
        if (contract.Admits(present)) return value;
        return Settle(column, ref present, contract) ? null : present;
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    public readonly string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        if (value is null) return Missed(column, contract) ? null : value;
        if (contract.Admits(value)) return value;
        return Settle(column, ref value, contract) ? null : value;
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    public readonly void Hold(bool holds, RelationRule relation)
    {
        if (!holds && relation.Break(Tally) is { } problem) throw Broken(relation.Column, $"the row {problem}", RelationRule.WayOut);
    }

    private readonly ContractTally Tally => typed is null ? context.Tally! : typed.Tally;

    private readonly bool Missed<T>(int column, ColumnContract<T> contract) where T : notnull =>
        contract.Miss(Tally) is { } problem ? throw Broken(column, $"the value is missing, which {problem}", ColumnContract<T>.WayOut) : true;

    private readonly bool Settle<T>(int column, ref T value, ColumnContract<T> contract) where T : notnull
    {
        string said = contract.Said(value);
        return contract.Settle(ref value, out bool isMissing, Tally) is { } problem ? throw Broken(column, $"{said} {problem}", ColumnContract<T>.WayOut) : isMissing;
    }

    private readonly DataFormatException Broken(int column, string problem, string wayOut) =>
        typed is null ? context.Error(records, column, problem, wayOut) : typed.Broken(column, problem, wayOut);
}
