using System.Text.Json;
using MlDsl.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Training;

/// <summary>What requests and answers of a recommender are like.</summary>
internal sealed class RecommendationForm<TUser, TItem> : RequestForm
{
    /// <summary>How many items are recommended where a request does not say.</summary>
    public const int Usual = 10;

    public const string User = "user", Count = "count", Exclude = "exclude";

    public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options) => json.WriteObject([User], options.UnknownMembers == UnknownMembers.Ignore, members =>
    {
        members.WritePropertyName(User);
        JsonId.WriteSchema<TUser>(members);
        members.WriteRange(Count, 1, options.MaxRows, FormattableString.Invariant($"How many items are wanted; {Math.Min(Usual, options.MaxRows)} where it is not there"));
        members.WriteArray(Exclude, options.MaxRows, "Items to leave out as well", JsonId.WriteSchema<TItem>);
    });

    public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["known", "items"], false, static members =>
    {
        members.WriteMember("known", "boolean", "Whether the model knows the user; others are recommended what is popular");
        members.WriteArray("items", null, "The best first", static item => item.WriteObject(["item", "score", "popular"], false, static parts =>
        {
            parts.WritePropertyName("item");
            JsonId.WriteSchema<TItem>(parts);
            parts.WriteMember("score", "number", "Larger is better; 0 where popular is true");
            parts.WriteMember("popular", "boolean", "Whether it is there only because many users took it");
        }));
    });
}
