using MlDsl.Contracts;

namespace MlDsl;

// Values held against the contract of their column, once all of a row's are read. Rows that were made up for a model's file are held against none.
public ref partial struct JsonFields
{
    /// <summary>A value that is there, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly T Hold<T>(int column, T value, ColumnContract<T> contract) where T : notnull
    {
        T held = contract.Hold(value, Tally, out _, out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>A value that may be missing, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly T? HoldOrNull<T>(int column, T? value, ColumnContract<T> contract) where T : struct
    {
        T? held = contract.HoldOrNull(value, Tally, out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>A text that may be missing, as the contract lets it through.</summary>
    /// <exception cref="JsonRowException">It is refused; the message names row, column and rule.</exception>
    public readonly string? HoldOrNull(int column, string? value, ColumnContract<string> contract)
    {
        string? held = contract.HoldOrNull(value, Tally, out BrokenRule? broken);
        return broken is null ? held : throw Refused(column, broken);
    }

    /// <summary>Holds a row against a relation of its columns.</summary>
    /// <exception cref="JsonRowException">It is broken and refused; the message names row and relation.</exception>
    public readonly void Hold(bool holds, RelationRule relation)
    {
        if (relation.Hold(holds, Tally) is { } problem)
            throw Refused(JsonRowProblem.Value, $"The row{(Place is { } place ? FormattableString.Invariant($" {place}") : "")} {problem}; correct its values", null);
    }

    private readonly IContractTally? Tally => format.AreMadeUp ? null : ServedContracts.Tally;

    private readonly JsonRowException Refused(int column, BrokenRule broken) => broken.Said is null
        ? Refused(JsonRowProblem.Missing, $"'{format.Name(column)}' is missing{In()}, which {broken.Problem}; give it", column)
        : Refused(JsonRowProblem.Value, $"'{format.Name(column)}' is {broken.Said}{In()}, which {broken.Problem}; give another", column);
}
