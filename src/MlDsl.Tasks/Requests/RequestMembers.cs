using System.Text;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>
/// The members of one JSON object that generated code does not read as an input: a request of a kind of its own, or a whole row in one. What is wrong with one is said with its name, and with the
/// object's place where there are several.
/// </summary>
internal readonly struct RequestMembers
{
    /// <summary>What a name is called that cannot be shown.</summary>
    public const string HalfName = "a name with half a surrogate pair";

    // More are not listed in a message.
    private const int MostNamed = 20;

    private readonly Utf8Index names;
    private readonly JsonElement[] values;
    private readonly Place where;

    private RequestMembers(JsonElement json, Utf8Index names, JsonRowOptions options, bool isMadeUp, Place where)
    {
        (this.names, values, Options, IsMadeUp, this.where) = (names, new JsonElement[names.Count], options, isMadeUp, where);
        if (json.ValueKind != JsonValueKind.Object) throw new JsonRowException(JsonRowProblem.Shape, $"A {where.Object} is a JSON object, and something else is given{In}; send one with {Named}", Row);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            string? name = NameOf(member);
            int found = name is null ? -1 : names.Find(Encoding.UTF8.GetBytes(name));
            if (found < 0)
            {
                if (options.UnknownMembers == UnknownMembers.Ignore) continue;
                string unknown = Visible.Of(name ?? HalfName);
                throw new JsonRowException(JsonRowProblem.Member, $"'{unknown}' is no {where.Member}{In}; the {where.Member}s are {Named}", Row, unknown);
            }
            if (values[found].ValueKind != JsonValueKind.Undefined) throw Refused(found, JsonRowProblem.Member, "is there twice", "send it once");
            values[found] = member.Value;
        }
    }

    /// <summary>Names and limits.</summary>
    public JsonRowOptions Options { get; }

    /// <summary>Whether nobody sent the request: its rows are held against no contract, and its answer leaves nothing behind.</summary>
    public bool IsMadeUp { get; }

    /// <summary>The place of the request among several, or of the row in the only one, from 0; null for the only request.</summary>
    public int? Row => where.Number;

    /// <summary>Where a message says that something is.</summary>
    public string In => where.ToString();

    /// <summary>Reads a request.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="names">The members that it may have; places are counted by them.</param>
    /// <exception cref="JsonRowException">It is no object, or a member is none of these or there twice.</exception>
    public static RequestMembers Read(ref JsonFields fields, Utf8Index names) => new(fields.Element(), names, fields.Options, fields.AreMadeUp, new Place(fields.Place, null, 0));

    /// <summary>Reads a row of this request.</summary>
    /// <param name="json">The row.</param>
    /// <param name="columns">What its columns are called.</param>
    /// <param name="list">The member whose row it is.</param>
    /// <param name="number">The place of the row in it.</param>
    /// <exception cref="JsonRowException">It is no object, or a member is no column or there twice.</exception>
    public RequestMembers RowOf(JsonElement json, Utf8Index columns, int list, int number) => new(json, columns, Options, IsMadeUp, new Place(where.Request, names[list], number));

    /// <summary>Whether a member is there and not null.</summary>
    public bool Has(int place) => values[place].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The value of a member.</summary>
    /// <param name="place">The member.</param>
    /// <param name="wanted">What it is to be, for the message.</param>
    /// <exception cref="JsonRowException">It is not there.</exception>
    public JsonElement Value(int place, string wanted) => Has(place) ? values[place] : throw Refused(place, JsonRowProblem.Missing, "is missing", $"give {wanted}");

    /// <summary>The value of a member as it is, undefined where it is not there.</summary>
    /// <exception cref="JsonRowException">It is a text, and too long.</exception>
    public JsonElement Whatever(int place)
    {
        if (Text(values[place]) is { } text) CheckLength(place, text);
        return values[place];
    }

    /// <summary>A whole number.</summary>
    /// <param name="place">The member.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most.</param>
    /// <param name="otherwise">What it is where it is not there.</param>
    /// <exception cref="JsonRowException">It is something else.</exception>
    public int Number(int place, int least, int most, int otherwise)
    {
        if (!Has(place)) return otherwise;
        return values[place].ValueKind == JsonValueKind.Number && values[place].TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Refused(place, JsonRowProblem.Value, "is not what it may be", FormattableString.Invariant($"give a whole number from {least} to {most}"));
    }

    /// <summary>A text that is not empty.</summary>
    /// <exception cref="JsonRowException">It is something else, or too long.</exception>
    public string Text(int place, string wanted)
    {
        JsonElement value = Value(place, wanted);
        return Text(value) is { Length: > 0 } text ? CheckLength(place, text) : throw Refused(place, JsonRowProblem.Value, "is no text, or an empty one", $"give {wanted}");
    }

    /// <summary>An array of at most as many elements as a request may have rows; none where it is not there.</summary>
    /// <exception cref="JsonRowException">It is something else, or too long.</exception>
    public JsonElement.ArrayEnumerator Elements(int place, string wanted)
    {
        if (!Has(place)) return default;
        if (values[place].ValueKind != JsonValueKind.Array) throw Refused(place, JsonRowProblem.Value, "is no array", $"give {wanted}");
        return values[place].GetArrayLength() <= Options.MaxRows
            ? values[place].EnumerateArray()
            : throw Refused(place, JsonRowProblem.Limit, FormattableString.Invariant($"has more than the {Options.MaxRows} elements that a request may have"), "send less");
    }

    /// <summary>An id of a column.</summary>
    /// <exception cref="JsonRowException">There is none; the message does not tell it.</exception>
    public T Id<T>(int place, ColumnSchema column) where T : ISpanParsable<T> =>
        Has(place) ? Id<T>(place, values[place], column) : throw Refused(place, JsonRowProblem.Missing, "is missing", $"give {JsonColumn.Wanted(column)}");

    /// <summary>The ids of a column in an array; none where it is not there.</summary>
    /// <exception cref="JsonRowException">It is no array, too long, or has something else; the message does not tell it.</exception>
    public T[] Ids<T>(int place, ColumnSchema column) where T : ISpanParsable<T>
    {
        List<T> ids = [];
        foreach (JsonElement element in Elements(place, "an array of ids")) ids.Add(Id<T>(place, element, column));
        return [.. ids];
    }

    /// <summary>What is wrong with a member.</summary>
    public JsonRowException Refused(int place, JsonRowProblem problem, string said, string wayOut) => new(problem, $"'{names[place]}' {said}{In}; {wayOut}", Row, names[place]);

    /// <summary>The text of a value; null where it is none, or none in Unicode.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half a surrogate pair.
            return null;
        }
    }

    /// <summary>The name of a member; null where it has half a surrogate pair.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private T Id<T>(int place, JsonElement value, ColumnSchema column) where T : ISpanParsable<T>
    {
        string? text = JsonId.IsNumber<T>() ? (value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null) : Text(value);
        if (text is not null) CheckLength(place, text);
        return text is not null && T.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out T? id)
            ? id
            : throw Refused(place, JsonRowProblem.Value, "has something that is no id", $"give {JsonColumn.Wanted(column)}");
    }

    private string Named
    {
        get
        {
            Utf8Index all = names;
            return string.Join(", ", Enumerable.Range(0, Math.Min(all.Count, MostNamed)).Select(place => all[place])) + (all.Count > MostNamed ? ", …" : "");
        }
    }

    private string CheckLength(int place, string text) => Encoding.UTF8.GetByteCount(text) <= Options.MaxTextLength
        ? text
        : throw Refused(place, JsonRowProblem.Limit, FormattableString.Invariant($"has a text of more than {Options.MaxTextLength} bytes"), "send a shorter one");

    // A request, alone or among several, or a row in one of its members.
    private readonly record struct Place(int? Request, string? List, int Row)
    {
        public string Object => List is null ? "request" : "row";

        public string Member => List is null ? "member" : "column";

        public int? Number => Request ?? (List is null ? null : Row);

        public override string ToString() =>
            (List is null ? "" : FormattableString.Invariant($" in row {Row} of '{List}'")) + (Request is { } request ? FormattableString.Invariant($" in row {request}") : "");
    }
}
