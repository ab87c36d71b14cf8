using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>Changes of a JSON text that know its structure: what is left is JSON, or nearly.</summary>
internal static class JsonChanges
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4096 };

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "2", "3", "24", "256", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807", "9223372036854775808",
        "1e308", "1e999", "-1e999", "1e-400", "3.5e38", "0.5", "1e1", "\"\"", "\"x\"", "\"NaN\"", "\"1\"", "\"half\"", "\"\\u0000\"", "\"../../x\"", "[]", "{}", "[1,\"a\",null]", "{\"a\":{}}",
        "\"Softmax\"", "\"Log\"", "\"Identity\"", "\"Logit\"", "\"OneHot\"", "\"Target\"", "\"Hashed\"", "\"text\"", "\"vector\"", "\"numeric\"", "\"categorical\"", "\"dateParts\"", "\"string\"", "\"decimal\"",
        "\"Guid\"", "\"threshold\"", "\"link\"", "\"Label\"", "\"System.DateTime\"", "\"int[]\"", "\"float?\"", "\"Power\"", "\"Constant\"", "\"RowHash\"",
    ];

    // Of the ops of feature methods.
    private static readonly string[] Words =
        ["0", "1", "2", "-1", "7", "99", "column", "constant", "missing", "convert", "add", "div", "rem", "select", "coalesce", "then", "value", "present", "clamp", "length", "year", "abs", "later", "int", "float", "ulong", "Half", "decimal", "string", "NaN", "1e999"];

    public static byte[] Change(byte[] text, Random random)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(text, documentOptions: Deep);
            for (int times = 1 + (random.Next(3) * random.Next(3)); times > 0 && root is not null; times--) root = Once(root, random);
            // Half of a character, which no tree of nodes writes.
            string changed = (root?.ToJsonString() ?? "null").Replace("\"half\"", "\"\\ud800\"", StringComparison.Ordinal);
            if (random.Next(12) == 0) changed = Written(changed, random);
            return Encoding.UTF8.GetBytes(changed);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            // A change before left what is no tree.
            return ByteChanges.Change(text, text, random);
        }
    }

    private static JsonNode? Once(JsonNode root, Random random)
    {
        List<JsonNode> parents = [];
        Gather(root, parents);
        JsonNode parent = parents[random.Next(parents.Count)];
        if (parent is JsonObject members)
        {
            if (members.Count == 0 || random.Next(12) == 0)
            {
                members[random.Next(2) == 0 ? "later" : "length"] = Value(random);
                return root;
            }
            string name = members.ElementAt(random.Next(members.Count)).Key;
            switch (random.Next(5))
            {
                case 0: members.Remove(name); break;
                case 1:
                    JsonNode? moved = members[name]?.DeepClone();
                    members.Remove(name);
                    members[name + "s"] = moved;
                    break;
                case 2: members[name] = parents[random.Next(parents.Count)].DeepClone(); break;
                default: members[name] = Value(random); break;
            }
        }
        else if (parent is JsonArray items)
        {
            int at = items.Count == 0 ? 0 : random.Next(items.Count);
            switch (random.Next(4))
            {
                case 0 when items.Count > 0: items.RemoveAt(at); break;
                case 1 when items.Count > 0: items.Insert(at, items[at]?.DeepClone()); break;
                case 2 when items.Count > 0: items[at] = items[at] is JsonValue value && value.TryGetValue(out string? text) && random.Next(4) > 0 ? Worded(text, random) : Value(random); break;
                default: items.Add(Value(random)); break;
            }
        }
        else
        {
            return Value(random);
        }
        return root;
    }

    // A text with one word more, less or other.
    private static string Worded(string text, Random random)
    {
        List<string> words = [.. text.Split(' ')];
        int at = random.Next(words.Count);
        string word = Words[random.Next(Words.Length)];
        switch (random.Next(5))
        {
            case 0: words.RemoveAt(at); break;
            case 1: words.Insert(at, word); break;
            default: words[at] = word; break;
        }
        return string.Join(' ', words);
    }

    // What no tree of nodes can hold: a member twice, depth, length.
    private static string Written(string json, Random random)
    {
        int at = json.IndexOf(':', random.Next(json.Length));
        switch (random.Next(4))
        {
            case 0 when at > 0: return json[..(at + 1)] + new string('[', 300) + new string(']', 300) + json[(at + 1)..];
            case 1 when at > 0: return json[..(at + 1)] + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200) + json[(at + 1)..];
            case 2 when json.IndexOf('{', StringComparison.Ordinal) is >= 0 and int open && json.IndexOf(',', open) is > 0 and int comma:
                return json[..(open + 1)] + json[(open + 1)..comma] + "," + json[(open + 1)..];
            default: return json.Replace("\"name\":\"", "\"name\":\"" + new string('x', 20_000), StringComparison.Ordinal);
        }
    }

    private static JsonNode? Value(Random random) => JsonNode.Parse(Values[random.Next(Values.Length)]);

    private static void Gather(JsonNode? node, List<JsonNode> parents)
    {
        if (node is null) return;
        parents.Add(node);
        if (node is JsonObject members)
        {
            foreach (var (_, value) in members) if (value is JsonObject or JsonArray) Gather(value, parents);
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items) if (item is JsonObject or JsonArray) Gather(item, parents);
        }
    }
}
