namespace MlDsl;

/// <summary>One reading of records whose values have types: of a table, a query, a file of JSON lines. Used by one thread.</summary>
public abstract class RecordReader : IDisposable
{
    /// <summary>The names of the fields that records have, in their order.</summary>
    public abstract IReadOnlyList<string> Fields { get; }

    /// <summary>Where the current record is, for messages: <c>line 4</c>, <c>row group 2, row 17</c>.</summary>
    public abstract string Place { get; }

    /// <summary>The file of the current record, where the records are of several files; null where the origin's name says it.</summary>
    public virtual string? File => null;

    /// <summary>The line on which the current record begins, from 1; 0 where there are no lines.</summary>
    public virtual long Line => 0;

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="DataFormatException">The next record cannot be read; the message names its place.</exception>
    public abstract bool Read();

    /// <summary>The value of field <paramref name="field"/> of the current record, valid until the next one.</summary>
    public abstract RecordValue Value(int field);

    /// <summary>The fields that are columns of their own type, by field, for the records around the current one; null where values come one by one.</summary>
    internal virtual RecordColumn?[]? Columns => null;

    /// <summary>The place of the current record among those of <see cref="Columns"/>.</summary>
    internal int ColumnRow { get; set; }

    /// <summary>Why the value of a field is missing where it is not simply null; null where nothing more is known.</summary>
    public virtual string? WhyMissing(int field) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the reading has open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Records that can be read as often as needed, always the same ones in the same order. Packages for further formats implement it.</summary>
public interface IRecordOrigin
{
    /// <summary>What messages call it: a file's path, or a query's name. It never holds a password or a connection string.</summary>
    string Name { get; }

    /// <summary>
    /// What differs when the records may have changed, such as a file's length and time; null where nothing tells it, and then the rows of each pass are
    /// compared by a hash.
    /// </summary>
    string? Stamp { get; }

    /// <summary>Begins a reading.</summary>
    /// <param name="columns">The names that are asked for; a reader may have more fields, and the names may differ in case.</param>
    /// <param name="cancellation">Stops the reading.</param>
    RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation);
}
