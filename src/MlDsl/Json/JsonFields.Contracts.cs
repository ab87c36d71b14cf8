using MlDsl.Contracts;

namespace MlDsl;

// Values held against the contract of their column, once all of a row's are read.
public ref partial struct JsonFields
{
    /// <summary>A value that is there, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly T Hold<T>(int column, T value, ColumnContract<T> contract) where T : notnull
    {
        if (!contract.Admits(value)) Settle(column, ref value, contract);
        return value;
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        if (value is not { } present) return Missed(column, contract) ? null : value;
        if (contract.Admits(present)) return value;
        return Settle(column, ref present, contract) ? null : present;
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        if (value is null) return Missed(column, contract) ? null : value;
        if (contract.Admits(value)) return value;
        return Settle(column, ref value, contract) ? null : value;
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    /// <exception cref="JsonRowException">It is broken and refused; the message names row and relation.</exception>
    public readonly void Hold(bool holds, RelationRule relation)
    {
        if (!holds && !format.AreMadeUp && relation.Break(ServedContracts.Tally) is { } problem)
            throw Refused(JsonRowProblem.Value, $"The row{(Place is { } place ? FormattableString.Invariant($" {place}") : "")} {problem}; correct its values", null);
    }

    private readonly bool Missed<T>(int column, ColumnContract<T> contract) where T : notnull =>
        !format.AreMadeUp && contract.Miss(ServedContracts.Tally) is { } problem ? throw Refused(JsonRowProblem.Missing, $"'{format.Name(column)}' is missing{In()}, which {problem}; give it", column) : true;

    private readonly bool Settle<T>(int column, ref T value, ColumnContract<T> contract) where T : notnull
    {
        if (format.AreMadeUp) return false;
        string said = contract.Said(value);
        return contract.Settle(ref value, out bool isMissing, ServedContracts.Tally) is { } problem
            ? throw Refused(JsonRowProblem.Value, $"'{format.Name(column)}' is {said}{In()}, which {problem}; give another", column)
            : isMissing;
    }
}
