using System.Text.Json;
using MlDsl.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Tasks.Decisions;

/// <summary>Requests for decisions as JSON: the context is a row of the model's without the action, which is what is decided.</summary>
internal sealed class DecisionJson<TRow, TInput, TAction>(ActionSpace<TInput, TAction> space) : RequestJson<DecisionRequest<TInput, TAction>, DecisionAnswer<TAction>>
    where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private const int Id = 0, Context = 1, Actions = 2;

    private static readonly Utf8Index Members = new(["id", "context", "actions"]);

    // Of the options that the last request came with; a service has the same for all.
    private JsonRowFormat? kept;

    internal override RequestForm Form { get; } = new DecisionForm(space);

    public override DecisionRequest<TInput, TAction> Read(ref JsonFields fields)
    {
        RequestMembers request = RequestMembers.Read(ref fields, Members);
        string id = request.Has(Id) ? request.Text(Id, "a text, or leave it out and one is made") : Guid.NewGuid().ToString("N");
        return new(id, ContextOf(request), ActionsOf(request)) { IsMadeUp = request.IsMadeUp };
    }

    public override void Write(Utf8JsonWriter json, in DecisionAnswer<TAction> output)
    {
        json.WriteStartObject();
        json.WriteString("id", output.Id);
        json.WriteString("action", space.NameOf(space.IndexOf(output.Decision.Action)));
        json.WriteNumber("propensity", output.Decision.Propensity);
        json.WriteEndObject();
    }

    private TAction[] ActionsOf(RequestMembers request)
    {
        if (!request.Has(Actions)) return [.. space.Actions];
        List<TAction> actions = [];
        foreach (JsonElement element in request.Elements(Actions, "an array of actions"))
        {
            int action = RequestMembers.Text(element) is { } name ? space.IndexOf(name) : -1;
            if (action < 0) throw request.Refused(Actions, JsonRowProblem.Value, "has something that is no action", $"there are {string.Join(", ", space.Actions.Select((_, i) => space.NameOf(i)))}");
            if (actions.Contains(space.Actions[action])) throw request.Refused(Actions, JsonRowProblem.Value, $"has '{space.NameOf(action)}' twice", "name each action once");
            actions.Add(space.Actions[action]);
        }
        return actions.Count > 0 ? [.. actions] : throw request.Refused(Actions, JsonRowProblem.Value, "is empty", "name the actions that are to be had, or leave it out for all");
    }

    private TInput ContextOf(RequestMembers request)
    {
        JsonElement context = request.Value(Context, "an object with what is known");
        if (context.ValueKind != JsonValueKind.Object) throw request.Refused(Context, JsonRowProblem.Shape, "is no object", "give one with what is known");
        JsonRowFormat format = request.IsMadeUp ? new(TRow.Schema.Inputs, request.Options) { AreMadeUp = true } : FormatOf(request.Options);
        string action = format.Name(format.Columns.ToList().FindIndex(column => column.Member == space.Column));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (JsonProperty member in context.EnumerateObject())
            {
                string name = RequestMembers.NameOf(member) ?? throw request.Refused(Context, JsonRowProblem.Member, $"has {RequestMembers.HalfName}", "give whole characters");
                if (name == action) throw request.Refused(Context, JsonRowProblem.Member, $"has '{action}', which is what is decided", "leave it out");
                json.WritePropertyName(name);
                try
                {
                    member.Value.WriteTo(json);
                }
                catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
                {
                    throw request.Refused(Context, JsonRowProblem.Value, "has a text with half a surrogate pair", "give whole characters");
                }
            }
            // The generated code reads whole rows; what stands here counts for nothing.
            json.WriteString(action, space.NameOf(0));
            json.WriteEndObject();
        }
        try
        {
            return JsonRows.Only(format, stream.GetBuffer().AsSpan(0, (int)stream.Length), static (ref JsonFields row) => TRow.ReadJson(ref row));
        }
        catch (JsonRowException problem)
        {
            throw new JsonRowException(problem.Problem, $"{problem.Message} (in 'context'{request.In})", request.Row, problem.Column, problem);
        }
    }

    private JsonRowFormat FormatOf(JsonRowOptions options)
    {
        if (Volatile.Read(ref kept) is { } known && ReferenceEquals(known.Options, options)) return known;
        var made = new JsonRowFormat(TRow.Schema.Inputs, options);
        Volatile.Write(ref kept, made);
        return made;
    }

    private sealed class DecisionForm(ActionSpace<TInput, TAction> space) : RequestForm
    {
        public override IReadOnlyList<ColumnSchema> Inputs => TRow.Schema.Inputs;

        public override bool HasEffect => true;

        public override byte[] MadeUp(JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary)
        {
            var context = new JsonRowFormat([.. TRow.Schema.Inputs.Where(column => column.Member != space.Column)], options, vocabulary);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("id", "made up");
                json.WritePropertyName("context");
                json.WriteRawValue(context.Example());
                json.WriteEndObject();
            }
            return stream.ToArray();
        }

        public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options)
        {
            json.WriteObject(["context"], options.UnknownMembers == UnknownMembers.Ignore, members =>
            {
                members.WriteMember("id", "string", "By it the reward comes, and the same call made again is answered the same; one is made where it is not there");
                members.WritePropertyName("context");
                new JsonRowFormat([.. TRow.Schema.Inputs.Where(column => column.Member != space.Column)], options).WriteSchema(members, []);
                members.WriteArray("actions", space.Actions.Count, "The actions that are to be had; all where it is not there", WriteAction);
            });
        }

        public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["id", "action", "propensity"], false, members =>
        {
            members.WriteMember("id", "string");
            members.WritePropertyName("action");
            WriteAction(members);
            members.WriteMember("propensity", "number", "The probability with which the policy takes it in this context");
        });

        private void WriteAction(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", "string");
            json.WriteStartArray("enum");
            for (int i = 0; i < space.Actions.Count; i++) json.WriteStringValue(space.NameOf(i));
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
