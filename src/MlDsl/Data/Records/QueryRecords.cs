using System.Collections;
using System.Data.Common;
using System.Numerics;

namespace MlDsl;

/// <summary>The records of an ADO.NET reader that is opened anew for each pass.</summary>
internal sealed class QueryRecords(Func<DbDataReader> open, string name) : IRecordOrigin
{
    public string Name => name;

    public string? Stamp => null;

    public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        DbDataReader? reader = null;
        try
        {
            reader = open() ?? throw new InvalidOperationException($"what opens '{name}' gave null; it must give a reader before its first row");
            return new Reader(reader, name, cancellation);
        }
        catch (DbException problem)
        {
            reader?.Dispose();
            throw Failed(name, "could not be opened", problem);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    // The provider's own words may quote the connection string: they are in the inner exception alone.
    private static DataFormatException Failed(string name, string what, Exception problem) => new(
        $"{name}: the query {what} ({problem.GetType().Name}, see InnerException); nothing of this pass is kept, so ask again once the cause is mended", problem)
    { File = name, EndsThePass = true };

    // A connection that drops or is closed shows as any of these.
    private static bool IsOfTheConnection(Exception problem) => problem is DbException or IOException or InvalidOperationException;

    private sealed class Reader : RecordReader
    {
        private readonly DbDataReader reader;
        private readonly string name;
        private readonly CancellationToken cancellation;
        private readonly string[] fields;

        private readonly QueryTimes?[] times;
        private readonly Func<DbDataReader, int, RecordValue>?[] typed;
        private RecordValue[] elements = new RecordValue[16];
        private int elementEnd;
        private long row;

        public Reader(DbDataReader reader, string name, CancellationToken cancellation)
        {
            (this.reader, this.name, this.cancellation) = (reader, name, cancellation);
            fields = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            times = [.. Enumerable.Range(0, reader.FieldCount).Select(field => QueryTimes.Of(reader, field))];
            typed = [.. Enumerable.Range(0, reader.FieldCount).Select(field => QueryProvider.Typed(reader, field))];
        }

        public override IReadOnlyList<string> Fields => fields;

        public override string Place => FormattableString.Invariant($"row {row}");

        public override bool Read()
        {
            cancellation.ThrowIfCancellationRequested();
            elementEnd = 0;
            try
            {
                if (!reader.Read()) return false;
            }
            catch (Exception problem) when (IsOfTheConnection(problem))
            {
                throw Failed(name, FormattableString.Invariant($"failed behind row {row}"), problem);
            }
            row++;
            return true;
        }

        public override RecordValue Value(int field)
        {
            try
            {
                if (typed[field] is { } read) return reader.IsDBNull(field) ? RecordValue.Missing : read(reader, field);
                object? value = reader.GetValue(field);
                return times[field]?.Read(value) ?? Of(value, false);
            }
            catch (Exception problem) when (problem is DbException or IOException)
            {
                throw Failed(name, FormattableString.Invariant($"failed at '{Visible.Of(fields[field])}' of row {row}"), problem);
            }
            catch (Exception problem) when (problem is OverflowException or InvalidCastException or FormatException or ArgumentException or NotSupportedException or InvalidOperationException)
            {
                // What the database holds and the provider's types do not: a number of forty digits, a date before the calendar.
                throw new DataFormatException(
                    $"{name}, {Place}: the provider has no value for what is in '{Visible.Of(fields[field])}' ({problem.GetType().Name}, see InnerException); select it as a type in whose range it is, or as text",
                    problem)
                { File = name };
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) reader.Dispose();
            base.Dispose(disposing);
        }

        private RecordValue Of(object? value, bool isElement) => value switch
        {
            null or DBNull => RecordValue.Missing,
            string text => RecordValue.Text(text),
            bool flag => RecordValue.Flag(flag),
            long number => RecordValue.Integer(number),
            int number => RecordValue.Integer(number),
            short number => RecordValue.Integer(number),
            sbyte number => RecordValue.Integer(number),
            byte number => RecordValue.Integer(number),
            ushort number => RecordValue.Integer(number),
            uint number => RecordValue.Integer(number),
            ulong number => RecordValue.Integer(number),
            double number => RecordValue.Number(number),
            float number => RecordValue.Number(number),
            decimal number => RecordValue.Number(number),
            BigInteger number when number >= long.MinValue && number <= long.MaxValue => RecordValue.Integer((long)number),
            BigInteger number => RecordValue.Text(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            DateTime time => RecordValue.Time(time),
            DateTimeOffset time => RecordValue.Time(time),
            DateOnly date => RecordValue.Date(date),
            TimeOnly time => RecordValue.Clock(time),
            TimeSpan duration => RecordValue.Duration(duration),
            Guid guid => RecordValue.Identifier(guid),
            char character => RecordValue.Text(character.ToString()),
            byte[] or Stream => RecordValue.Other("bytes"),
            IDictionary => RecordValue.Other("a struct or a map"),
            Array { Rank: > 1 } => RecordValue.Other("a list of lists"),
            IEnumerable values when !isElement => ListOf(values),
            _ => RecordValue.Other($"a {value.GetType().Name}"),
        };

        private RecordValue ListOf(IEnumerable values)
        {
            int start = elementEnd;
            foreach (object? value in values)
            {
                if (elementEnd == elements.Length) Array.Resize(ref elements, elements.Length * 2);
                elements[elementEnd++] = Of(value, true);
            }
            return RecordValue.List(elements, start, elementEnd - start);
        }
    }
}
