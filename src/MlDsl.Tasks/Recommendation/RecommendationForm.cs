using System.Text.Json;
using MlDsl.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Training;

/// <summary>What requests and answers of a recommender are like.</summary>
/// <param name="schema">The columns of the rows, of which ids are.</param>
/// <param name="user">Writes the id of a user that the model knows; null where it knows none.</param>
/// <param name="item">The same of an item.</param>
internal sealed class RecommendationForm(DatasetSchema schema, Action<Utf8JsonWriter>? user, Action<Utf8JsonWriter>? item) : RequestForm
{
    /// <summary>How many items are recommended where a request does not say.</summary>
    public const int Usual = 10;

    private const string User = "user", Count = "count", Exclude = "exclude";

    /// <summary>The members of a request, by their places.</summary>
    public static readonly Utf8Index Members = new([User, Count, Exclude]);

    public override byte[]? MadeUp(JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary)
    {
        if (user is null || item is null) return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WritePropertyName(User);
            user(json);
            json.WriteStartArray(Exclude);
            item(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options) => json.WriteObject([User], options.UnknownMembers == UnknownMembers.Ignore, members =>
    {
        members.WritePropertyName(User);
        WriteId(members, ColumnRole.User);
        members.WriteRange(Count, 1, options.MaxRows, FormattableString.Invariant($"How many items are wanted; {Math.Min(Usual, options.MaxRows)} where it is not there"));
        members.WriteArray(Exclude, options.MaxRows, "Items to leave out as well", item => WriteId(item, ColumnRole.Item));
    });

    public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["known", "items"], false, members =>
    {
        members.WriteMember("known", "boolean", "Whether the model knows the user; others are recommended what is popular");
        members.WriteArray("items", null, "The best first", item => item.WriteObject(["item", "score", "popular"], false, parts =>
        {
            parts.WritePropertyName("item");
            WriteId(parts, ColumnRole.Item);
            parts.WriteMember("score", "number", "Larger is better; 0 where popular is true");
            parts.WriteMember("popular", "boolean", "Whether it is there only because many users took it");
        }));
    });

    /// <summary>The column of the ids of users or items; a request has none that is missing.</summary>
    public static ColumnSchema IdOf(DatasetSchema schema, ColumnRole role)
    {
        ColumnSchema id = schema.Columns.First(column => column.Role == role);
        return id with { Type = id.Type.TrimEnd('?') };
    }

    private void WriteId(Utf8JsonWriter json, ColumnRole role) => JsonColumn.WriteSchema(json, IdOf(schema, role), [], null);
}
