using System.Text.Json;
using MlDsl.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Tasks.Decisions;

/// <summary>Rewards as JSON.</summary>
internal sealed class RewardJson : RequestJson<RewardRequest, RewardAnswer>
{
    private static readonly Utf8Index Members = new(["id", "reward"]);

    internal override RequestForm Form { get; } = new RewardForm();

    public override RewardRequest Read(ref JsonFields fields)
    {
        RequestMembers request = RequestMembers.Read(ref fields, Members);
        string id = request.Text(0, "the id of a decision");
        JsonElement reward = request.Value(1, "a number, true or false");
        double told = reward.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number when reward.TryGetDouble(out double number) && double.IsFinite(number) => number,
            _ => throw request.Refused(1, JsonRowProblem.Value, "is no reward", "give a number, true or false"),
        };
        return new(id, told) { IsMadeUp = request.IsMadeUp };
    }

    public override void Write(Utf8JsonWriter json, in RewardAnswer output)
    {
        json.WriteStartObject();
        json.WriteString("id", output.Id);
        json.WriteBoolean("decided", output.IsDecided);
        json.WriteEndObject();
    }

    private sealed class RewardForm : RequestForm
    {
        public override bool HasEffect => true;

        public override byte[] MadeUp(JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary) => """{"id":"made up","reward":1}"""u8.ToArray();

        public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options) => json.WriteObject(["id", "reward"], options.UnknownMembers == UnknownMembers.Ignore, static members =>
        {
            members.WriteMember("id", "string", "The id of the decision");
            members.WriteStartObject("reward");
            members.WriteStartArray("type");
            members.WriteStringValue("number");
            members.WriteStringValue("boolean");
            members.WriteEndArray();
            members.WriteEndObject();
        });

        public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["id", "decided"], false, static members =>
        {
            members.WriteMember("id", "string");
            members.WriteMember("decided", "boolean", "Whether the log has a decision of the id");
        });
    }
}
