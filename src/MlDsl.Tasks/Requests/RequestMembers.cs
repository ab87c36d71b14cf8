using System.Text;
using System.Text.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>The members of a request that is one JSON object and no row of columns. What is wrong with one is said with its name, and with the request's place where there are several.</summary>
internal readonly struct RequestMembers
{
    /// <summary>What a name is called that cannot be shown.</summary>
    public const string HalfName = "a name with half a surrogate pair";

    private readonly string[] names;
    private readonly JsonElement[] values;

    private RequestMembers(string[] names, JsonElement[] values, JsonRowOptions options, int? row) => (this.names, this.values, Options, Row) = (names, values, options, row);

    /// <summary>Names and limits.</summary>
    public JsonRowOptions Options { get; }

    /// <summary>The place of the request among several, from 0; null where there is one.</summary>
    public int? Row { get; }

    /// <summary>Where a message says that something is.</summary>
    public string In => Row is { } row ? FormattableString.Invariant($" in row {row}") : "";

    /// <summary>Reads a request.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="names">The members that it may have.</param>
    /// <exception cref="JsonRowException">It is no object, or a member is none of these or there twice.</exception>
    public static RequestMembers Read(ref JsonFields fields, params string[] names)
    {
        JsonElement request = fields.Element();
        var members = new RequestMembers(names, new JsonElement[names.Length], fields.Options, fields.Place);
        if (request.ValueKind != JsonValueKind.Object) throw new JsonRowException(JsonRowProblem.Shape, $"A request is a JSON object{members.In}; send one with {string.Join(", ", names)}", members.Row);
        foreach (JsonProperty member in request.EnumerateObject())
        {
            string? name = NameOf(member);
            int place = name is null ? -1 : Array.IndexOf(names, name);
            if (place < 0)
            {
                if (members.Options.UnknownMembers == UnknownMembers.Ignore) continue;
                string unknown = Visible.Of(name ?? HalfName);
                throw new JsonRowException(JsonRowProblem.Member, $"'{unknown}' is no member of a request{members.In}; the members are {string.Join(", ", names)}", members.Row, unknown);
            }
            if (members.values[place].ValueKind != JsonValueKind.Undefined) throw members.Refused(place, JsonRowProblem.Member, "is there twice", "send it once");
            members.values[place] = member.Value;
        }
        return members;
    }

    /// <summary>Whether a member is there and not null.</summary>
    public bool Has(int place) => values[place].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The value of a member.</summary>
    /// <param name="place">The member.</param>
    /// <param name="wanted">What it is to be, for the message.</param>
    /// <exception cref="JsonRowException">It is not there.</exception>
    public JsonElement Value(int place, string wanted) => Has(place) ? values[place] : throw Refused(place, JsonRowProblem.Missing, "is missing", $"give {wanted}");

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

    /// <summary>An id that a member is, or that is in its array.</summary>
    /// <exception cref="JsonRowException">It is none; the message does not tell it.</exception>
    public T Id<T>(int place, JsonElement value) where T : ISpanParsable<T>
    {
        string? text = JsonId.IsNumber<T>() ? (value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null) : Text(value);
        if (text is not null) CheckLength(place, text);
        return text is not null && T.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out T? id)
            ? id
            : throw Refused(place, JsonRowProblem.Value, "has something that is no id", $"give {JsonId.Wanted<T>()}");
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

    private string CheckLength(int place, string text) => Encoding.UTF8.GetByteCount(text) <= Options.MaxTextLength
        ? text
        : throw Refused(place, JsonRowProblem.Limit, FormattableString.Invariant($"has a text of more than {Options.MaxTextLength} bytes"), "send a shorter one");
}
