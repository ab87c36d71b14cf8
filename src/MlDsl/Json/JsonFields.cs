using System.ComponentModel;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlDsl.Json;

namespace MlDsl;

/// <summary>
/// The members of rows in JSON, as UTF-8, one after the other. Generated code reads an input from it: <see cref="Next"/> finds a member,
/// <see cref="Column"/> says which, and the method of the column's type takes its value. A value that does not fit throws a
/// <see cref="JsonRowException"/> that names row and column.
/// </summary>
/// <remarks>
/// Numbers, flags, enums, times and texts of the model's vocabulary allocate nothing. Members come in any order, each once; one that may be
/// missing may be left out or null. Numbers are JSON numbers; NaN and the infinities are the texts "NaN", "Infinity" and "-Infinity", and the model says whether
/// it takes them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonFields
{
    private readonly JsonRowFormat format;

    // A bit for each column of the row, set once it was read.
    private readonly Span<ulong> seen;
    private readonly Span<int> unknown;
    private readonly bool isEmpty;
    private Utf8JsonReader reader;
    private bool isArray;
    private int row, column;

    // Of rows in tensors: where they lie, and of the value that is read its datatype, its place among the bytes and in its vector, and whether it is missing.
    private readonly TensorRows? tensors;
    private readonly ReadOnlySpan<byte> data;
    private TensorType type;
    private int at, element;
    private bool isAbsent;

    /// <summary>The fields of a whole text.</summary>
    /// <param name="format">How rows are written.</param>
    /// <param name="json">The text.</param>
    /// <param name="seen">Room for <see cref="WordsFor"/> numbers.</param>
    /// <param name="unknown">Counts for each column the texts that the vocabulary does not have; may be empty.</param>
    internal JsonFields(JsonRowFormat format, ReadOnlySpan<byte> json, Span<ulong> seen, Span<int> unknown)
    {
        this.format = format;
        this.seen = seen[..WordsFor(format)];
        this.unknown = unknown;
        isEmpty = json.Trim(" \t\r\n"u8).IsEmpty;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = format.Options.MaxDepth });
        row = column = -1;
    }

    /// <summary>How many numbers it takes to remember which columns were read.</summary>
    internal static int WordsFor(JsonRowFormat format) => format.Required.Length;

    /// <summary>The column of the member that <see cref="Next"/> found.</summary>
    public readonly int Column => column;

    /// <summary>Names and limits.</summary>
    internal readonly JsonRowOptions Options => format.Options;

    /// <summary>Whether nobody sent the rows: they are held against no contract, and an answer to them leaves nothing behind.</summary>
    internal readonly bool AreMadeUp => format.AreMadeUp;

    /// <summary>The place that a message names: in an array only.</summary>
    internal readonly int? Place => isArray ? row : null;

    /// <summary>Goes to the next member that is a column; false at the end of the row, all of whose columns are there that must be.</summary>
    /// <exception cref="JsonRowException">A member is unknown or there twice, a column is missing, or it is no JSON.</exception>
    public bool Next()
    {
        if (tensors is not null) return NextTensor();
        while (true)
        {
            Read();
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                CheckComplete();
                return false;
            }
            int found = Find();
            if (found < 0)
            {
                PassOver();
                continue;
            }
            column = found;
            ref ulong word = ref seen[found >> 6];
            ulong bit = 1UL << (found & 63);
            if ((word & bit) != 0) throw Refused(JsonRowProblem.Member, $"'{format.Name(found)}' is there twice{In()}; send it once", found);
            word |= bit;
            Read();
            return true;
        }
    }

    /// <summary>The whole row by a serializer's own metadata, for inputs that are no row of this library's.</summary>
    /// <exception cref="JsonRowException">The serializer refuses it.</exception>
    internal T Deserialize<T>(JsonTypeInfo<T> metadata)
    {
        try
        {
            T row = JsonSerializer.Deserialize(ref reader, metadata) ?? throw Refused(JsonRowProblem.Shape, $"A row is missing{In()}; send an object", null);
            // Each row of a tensor is a text of its own.
            if (tensors is not null) End();
            return row;
        }
        catch (JsonException problem)
        {
            // "$.fee[2]" is the column fee.
            string? path = problem.Path?.TrimStart('$', '.').Split('.', '[')[0];
            throw new JsonRowException(JsonRowProblem.Value, $"{problem.Message.TrimEnd('.')}{In()}", Place, string.IsNullOrEmpty(path) ? null : path, problem);
        }
    }

    /// <summary>The whole row as it is, for requests that are no row of columns.</summary>
    /// <exception cref="JsonRowException">It is no JSON.</exception>
    internal JsonElement Element()
    {
        try
        {
            JsonElement element = JsonElement.ParseValue(ref reader);
            // Each row of a tensor is a text of its own.
            if (tensors is not null) End();
            return element;
        }
        catch (JsonException problem)
        {
            throw Malformed(problem);
        }
    }

    /// <summary>Goes to the text's first token; whether it is an array of rows.</summary>
    internal bool Start()
    {
        if (isEmpty) throw Refused(JsonRowProblem.Malformed, "The text is empty; send a row, which is a JSON object, or an array of rows", null);
        Read();
        isArray = reader.TokenType == JsonTokenType.StartArray;
        if (!isArray && reader.TokenType != JsonTokenType.StartObject)
            throw Refused(JsonRowProblem.Shape, $"A row is a JSON object, and {Kind()} is given; send an object, or an array of objects", null);
        return isArray;
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    internal bool NextRow()
    {
        if (isArray)
        {
            Read();
            if (reader.TokenType == JsonTokenType.EndArray) return false;
            row++;
            if (row >= format.Options.MaxRows)
                throw Refused(JsonRowProblem.Limit, FormattableString.Invariant($"There are more rows than the {format.Options.MaxRows} that one request may have; send them in parts"), null);
            if (reader.TokenType != JsonTokenType.StartObject) throw Refused(JsonRowProblem.Shape, $"A row is a JSON object, and {Kind()} is given{In()}", null);
        }
        else
        {
            if (row == 0) return false;
            row = 0;
        }
        column = -1;
        seen.Clear();
        return true;
    }

    /// <summary>Sees that nothing is behind the rows.</summary>
    internal void End()
    {
        try
        {
            if (!reader.Read()) return;
        }
        catch (JsonException)
        {
            // What is behind is no JSON either.
        }
        throw Refused(JsonRowProblem.Malformed, "Something stands behind the end of the rows; send one JSON value", null);
    }

    private void Read()
    {
        try
        {
            if (reader.Read()) return;
        }
        catch (JsonException problem)
        {
            throw Malformed(problem);
        }
        throw Malformed(null);
    }

    // Members come in the order of the columns as a rule.
    private readonly int Find()
    {
        if (reader.ValueIsEscaped) return FindEscaped();
        int next = column + 1;
        return next < format.Count && reader.ValueSpan.SequenceEqual(format.Names.BytesOf(next)) ? next : format.Names.Find(reader.ValueSpan);
    }

    private readonly int FindEscaped()
    {
        Span<byte> buffer = stackalloc byte[LongestValue];
        return TryBytes(buffer, out ReadOnlySpan<byte> name) ? format.Names.Find(name) : -1;
    }

    private void PassOver()
    {
        if (format.Options.UnknownMembers == UnknownMembers.Refuse)
        {
            string name = Visible.Of(Text());
            throw new JsonRowException(JsonRowProblem.Member, $"'{name}' is no column{In()}; the columns are {format.FirstNames}", Place, name);
        }
        try
        {
            reader.Skip();
        }
        catch (JsonException problem)
        {
            throw Malformed(problem);
        }
    }

    private readonly void CheckComplete()
    {
        ReadOnlySpan<ulong> required = format.Required;
        for (int i = 0; i < required.Length; i++)
            if ((required[i] & ~seen[i]) is not 0 and var absent) throw Missing((i << 6) + BitOperations.TrailingZeroCount(absent));
    }
}
