using System.Numerics;

namespace MlDsl;

/// <summary>Where a reader of fields has values that have types already: a record's, which become the column's, or a spooled row's, which are the column's.</summary>
internal sealed class TypedFields
{
    private readonly RecordFields? record;
    private readonly SpooledFields? spooled;
    private readonly DatasetSchema schema;

    private readonly Contracts.ContractTally? tally;
    private readonly bool[]? madeUp;

    public TypedFields(RecordFields record, DatasetSchema schema, Contracts.ContractTally? tally, Func<ColumnSchema, bool>? areMadeUp = null)
    {
        (this.record, this.schema, this.tally) = (record, schema, tally);
        if (areMadeUp is not null) madeUp = [.. schema.Columns.Select(areMadeUp)];
    }

    public TypedFields(SpooledFields spooled, DatasetSchema schema, Contracts.ContractTally? tally) => (this.spooled, this.schema, this.tally) = (spooled, schema, tally);

    /// <summary>Counts what breaks a column's contract and is not refused; null where its values are held against none.</summary>
    public Contracts.ContractTally? TallyOf(int column) => IsMadeUp(column) ? null : tally;

    /// <summary>Counts what breaks a relation and is not refused; null where rows are not held against it.</summary>
    public Contracts.ContractTally? TallyOf(Contracts.RelationRule relation) => relation.Columns.Any(IsMadeUp) ? null : tally;

    private bool IsMadeUp(int column) => madeUp is not null && madeUp[column];

    public string? TextOrNull(int column) => record is null ? spooled!.TextOrNull(column) : record.TextOrNull(column);

    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T> => record is null ? spooled!.ValueOrNull<T>(column) : record.NumberOrNull<T>(column);

    public bool? FlagOrNull(int column) => record is null ? spooled!.ValueOrNull<bool>(column) : record.FlagOrNull(column);

    public T? EnumerationOrNull<T>(int column) where T : struct, Enum => record is null ? spooled!.EnumerationOrNull<T>(column) : record.EnumerationOrNull<T>(column);

    public DateTime? DateTimeOrNull(int column) => record is null ? spooled!.ValueOrNull<DateTime>(column) : record.DateTimeOrNull(column);

    public DateTimeOffset? DateTimeOffsetOrNull(int column) => record is null ? spooled!.ValueOrNull<DateTimeOffset>(column) : record.DateTimeOffsetOrNull(column);

    public DateOnly? DateOnlyOrNull(int column) => record is null ? spooled!.ValueOrNull<DateOnly>(column) : record.DateOnlyOrNull(column);

    public TimeOnly? TimeOnlyOrNull(int column) => record is null ? spooled!.ValueOrNull<TimeOnly>(column) : record.TimeOnlyOrNull(column);

    public TimeSpan? TimeSpanOrNull(int column) => record is null ? spooled!.ValueOrNull<TimeSpan>(column) : record.TimeSpanOrNull(column);

    public Guid? GuidOrNull(int column) => record is null ? spooled!.ValueOrNull<Guid>(column) : record.GuidOrNull(column);

    public char? CharacterOrNull(int column) => record is null ? spooled!.ValueOrNull<char>(column) : record.CharacterOrNull(column);

    public T[]? VectorOrNull<T>(int column, bool takesNaN, bool[]? missing) where T : struct, INumberBase<T> =>
        record is null ? spooled!.VectorOrNull<T>(column, missing) : record.VectorOrNull<T>(column, takesNaN, missing);

    /// <summary>What a method of the row type makes of a value; false where it is missing.</summary>
    public bool TryOwn<T>(int column, ReadText<T> read, bool isNullable, out T? made)
    {
        if (record is not null) return record.TryOwn(column, read, isNullable, out made);
        made = spooled!.Own<T>(column);
        return true;
    }

    /// <summary>How many elements the vector of a column has.</summary>
    public int LengthOf(int column) => schema.Columns[column].Length;

    /// <summary>The exception for a value that breaks the contract.</summary>
    public DataFormatException Broken(int column, string problem, string wayOut) =>
        record?.Broken(column, problem, wayOut) ?? throw new InvalidDataException($"'{schema.Name}.{schema.Columns[column].Member}' of a spooled row: {problem}");

    /// <summary>The exception for a value that must be there.</summary>
    public DataFormatException Missing(int column) => record?.Missing(column) ?? throw new InvalidDataException($"'{schema.Name}.{schema.Columns[column].Member}' is missing in a spooled row");
}
