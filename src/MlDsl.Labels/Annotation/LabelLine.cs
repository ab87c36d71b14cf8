using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Events as lines of JSON, and back: a line that is not whole, or says something else than it may, is a problem with its place.</summary>
internal sealed class LabelLine(LabelProject project, string file)
{
    private const int SecondDigits = 3;

    private static readonly string[] Members = ["at", "event", "item", "by", "label", "id", "note", "seconds", "hash", "guidelines", "of"];
    private static readonly string[] Kinds = ["label", "skip", "unsure", "undo", "decision"];

    /// <summary>The line of an event, without its break; what no line may say is not looked at, see <see cref="Checked"/>.</summary>
    public static byte[] Write(LabelEvent said, LabelTask task) => JsonLine.Readable(json =>
    {
        json.WriteString("at", said.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("event", Kinds[(int)said.Kind]);
        json.WriteString("item", said.Item);
        json.WriteString("by", said.By);
        if (said.Kind is LabelEventKind.Label or LabelEventKind.Decision) WriteLabel(json, said, task);
        if (said.Id.Length > 0) json.WriteString("id", said.Id);
        if (said.Note is not null) json.WriteString("note", said.Note);
        if (said.Seconds is { } seconds) json.WriteNumber("seconds", Math.Round(seconds, SecondDigits));
        if (said.Hash is not null) json.WriteString("hash", said.Hash);
        if (said.Guidelines is not null) json.WriteString("guidelines", said.Guidelines);
        if (said.Undoes is not null) json.WriteString("of", said.Undoes);
    });

    private static void WriteLabel(Utf8JsonWriter json, LabelEvent said, LabelTask task)
    {
        if (task == LabelTask.Number) json.WriteNumber("label", double.Parse(said.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture));
        else if (task != LabelTask.Multiple) json.WriteString("label", said.Values[0]);
        else
        {
            json.WriteTexts("label", said.Values);
        }
    }

    /// <summary>The line of an event that reads as one again.</summary>
    /// <exception cref="LabelException">No line may say that; the message names the item and the way out.</exception>
    public byte[] Checked(LabelEvent said)
    {
        bool hasLabel = said.Kind is LabelEventKind.Label or LabelEventKind.Decision;
        if (!Enum.IsDefined(said.Kind)) throw Refused(said, FormattableString.Invariant($"{(int)said.Kind} is no kind of event"));
        if (hasLabel && project.Task != LabelTask.Multiple && said.Values.Count != 1) throw Refused(said, FormattableString.Invariant($"a label of the task '{project.Task.ToString().ToLowerInvariant()}' is one value, and there are {said.Values.Count}"));
        if (hasLabel && project.Task == LabelTask.Number && !(double.TryParse(said.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)))
            throw Refused(said, $"'{Visible.Of(said.Values[0])}' is no finite number, such as 3.5");
        if (said.Seconds is { } seconds && !double.IsFinite(seconds)) throw Refused(said, "'seconds' is no number from 0");
        string[] texts = [said.Item, said.By, said.Note ?? "", said.Id, said.Undoes ?? "", said.Hash ?? "", said.Guidelines ?? "", .. said.Values];
        if (Array.Exists(texts, static text => !Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Equals(text, StringComparison.Ordinal)))
            throw Refused(said, "a text of it has half a character, which cannot be written as UTF-8");
        byte[] line = Write(said, project.Task);
        Read(line, 1, out LabelProblem? wrong);
        return wrong is null ? line : throw Refused(said, wrong.Message);
    }

    private LabelException Refused(LabelEvent said, string problem) => new($"'{file}' does not take the event of item '{Visible.Of(said.Item)}' by '{Visible.Of(said.By)}': {problem}");

    /// <summary>Reads a line.</summary>
    /// <param name="line">Its bytes without the break.</param>
    /// <param name="number">Its number.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    public LabelEvent? Read(ReadOnlySpan<byte> line, int number, out LabelProblem? problem)
    {
        problem = null;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            return Event(Raw(line, columns), columns);
        }
        catch (JsonException broken)
        {
            int column = Column(line, (int)(broken.BytePositionInLine ?? 0));
            bool isCut = line[^1] != (byte)'}';
            problem = new LabelProblem(file, number, column, isCut ? "the line is cut off: it has no closing brace; complete or delete it" : "the line is no JSON object; correct or delete it");
        }
        catch (LineProblem wrong)
        {
            problem = new LabelProblem(file, number, Column(line, wrong.Member is not null && columns.TryGetValue(wrong.Member, out int at) ? at : 0), wrong.Message);
        }
        return null;
    }

    // Flat but for the list of several classes, so that each value has a place.
    private static Dictionary<string, object> Raw(ReadOnlySpan<byte> line, Dictionary<string, int> columns)
    {
        var reader = new Utf8JsonReader(line);
        var members = new Dictionary<string, object>(StringComparer.Ordinal);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new LineProblem(null, "the line is no JSON object; correct or delete it");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader, null);
            bool isTwice = members.ContainsKey(name);
            reader.Read();
            columns[name] = (int)reader.TokenStartIndex;
            if (isTwice) throw new LineProblem(name, $"'{Visible.Of(name)}' is there twice; keep the one that is meant");
            if (!Members.Contains(name, StringComparer.Ordinal))
                throw new LineProblem(name, $"'{Visible.Of(name)}' is no member of a label; {(NearestName.Find(name, Members) is { } near ? $"did you mean '{near}'?" : "a remark of your own goes into 'note'")}");
            switch (reader.TokenType)
            {
                case JsonTokenType.String: members[name] = Text(ref reader, name); break;
                case JsonTokenType.Number: members[name] = reader.GetDouble(); break;
                case JsonTokenType.Null: break;
                case JsonTokenType.StartArray: members[name] = Texts(ref reader, name); break;
                default: throw new LineProblem(name, $"'{name}' is neither a text nor a number");
            }
        }
        if (reader.Read()) throw new LineProblem(null, "something stands behind the object; a line has one");
        return members;
    }

    private static List<string> Texts(ref Utf8JsonReader reader, string name)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? Text(ref reader, name) : throw new LineProblem(name, $"'{name}' has something else than texts"));
        return texts;
    }

    private static string Text(ref Utf8JsonReader reader, string? name)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new LineProblem(name, "the text is not UTF-8; write the file in UTF-8");
        }
    }

    private LabelEvent Event(Dictionary<string, object> members, Dictionary<string, int> columns)
    {
        string kind = Text(members, "event", isNeeded: false) ?? (columns.ContainsKey("label") ? "label" : throw new LineProblem(null, "'event' is missing; it is label, skip, unsure, undo or decision"));
        int index = Array.IndexOf(Kinds, kind);
        if (index < 0) throw new LineProblem("event", $"'{Visible.Of(kind)}' is no event; it is label, skip, unsure, undo or decision");
        var what = (LabelEventKind)index;
        bool hasLabel = what is LabelEventKind.Label or LabelEventKind.Decision;
        if (!hasLabel && members.ContainsKey("label")) throw new LineProblem("label", $"a '{kind}' has no label; make it a 'label', or take the label away");
        if (what == LabelEventKind.Undo && !members.ContainsKey("of")) throw new LineProblem(null, "an 'undo' names in 'of' the id of what it takes back");
        string by = Text(members, "by", isNeeded: true)!;
        // Who decides need be no annotator; that each takes back their own is seen where the line that is taken back is known.
        if (what is not (LabelEventKind.Decision or LabelEventKind.Undo) && project.Annotators.Count > 0 && !project.Annotators.Contains(by, StringComparer.Ordinal))
            throw new LineProblem("by", $"'{Visible.Of(by)}' is no annotator of the project; {(NearestName.Find(by, project.Annotators) is { } near ? $"did you mean '{Visible.Of(near)}'?" : $"there are {string.Join(", ", project.Annotators.Select(static name => Visible.Of(name)))}")}");
        return new LabelEvent(what, Text(members, "item", isNeeded: true)!, by, At(members))
        {
            Id = Text(members, "id", isNeeded: false) ?? "",
            Values = hasLabel ? LabelValues.Of(project, members.GetValueOrDefault("label") ?? throw new LineProblem("label", "'label' is missing")) : [],
            Note = Text(members, "note", isNeeded: false),
            Seconds = Seconds(members),
            Hash = Text(members, "hash", isNeeded: false),
            Guidelines = Text(members, "guidelines", isNeeded: false),
            Undoes = what == LabelEventKind.Undo ? Text(members, "of", isNeeded: true) : null,
        };
    }

    private static DateTimeOffset At(Dictionary<string, object> members)
    {
        // Written by hand, a line need not say when. Read as precisely as lines are written, so that a copy is a copy.
        if (Text(members, "at", isNeeded: false) is not { } text) return default;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
            : throw new LineProblem("at", $"'{Visible.Of(text)}' is no time, such as 2026-05-31T14:30:00Z");
    }

    private static double? Seconds(Dictionary<string, object> members) => members.GetValueOrDefault("seconds") switch
    {
        null => null,
        double seconds when seconds >= 0 && double.IsFinite(seconds) => Math.Round(seconds, SecondDigits),
        _ => throw new LineProblem("seconds", "'seconds' is no number from 0"),
    };

    private static string? Text(Dictionary<string, object> members, string name, bool isNeeded) => members.GetValueOrDefault(name) switch
    {
        null when isNeeded => throw new LineProblem(name, $"'{name}' is missing"),
        null => null,
        string text when text.Length > 0 || name == "note" => text,
        string => throw new LineProblem(name, $"'{name}' is empty"),
        _ => throw new LineProblem(name, $"'{name}' is no text in quotes"),
    };

    private static int Column(ReadOnlySpan<byte> line, int bytes) => Encoding.UTF8.GetCharCount(line[..Math.Clamp(bytes, 0, line.Length)]) + 1;
}

/// <summary>What is wrong with a line, and at which member.</summary>
internal sealed class LineProblem(string? member, string message) : Exception(message)
{
    public string? Member { get; } = member;
}
