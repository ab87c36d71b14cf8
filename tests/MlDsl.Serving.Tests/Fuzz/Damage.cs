using System.Globalization;
using System.Text;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>Draws what is wrong with a body: values at limits, texts that are no UTF-8, and bytes changed at random.</summary>
internal sealed class Damage(int seed)
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "1e308", "1e309", "-1e999", "3.5e38", "1e-400", "16777217", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
        "2147483648", "-2147483649", "00", "01", "+1", ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "-", "1_000", "1,5", "12345678901234567890123456789012345678901234567890",
        "0.1000000000000000055511151231257827021181583404541015625", "4.9406564584124654e-324", "1.17549435e-38", "1E2", "1.0",
    ];

    private static readonly string[] Texts =
    [
        "\"\"", "\"CMT\"", "\"Card\"", "\"card\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"2024-05-01T13:45:00\"", "\"2024-05-01T13:45:00Z\"", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"0001-01-01T00:00:00-14:00\"",
        "\"2024-02-30T00:00:00\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\u004eaN\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "\"\u2028\"", "\"'; DROP TABLE\"", "\"../../etc/passwd\"", "\"\uFFFD\"", "\"System.String, mscorlib\"",
    ];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public bool OneIn(int of) => random.Next(of) == 0;

    public T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    public string Number() => OneIn(3) ? random.Next(-1000, 5000).ToString(CultureInfo.InvariantCulture) : Of(Numbers);

    /// <summary>A value of JSON, or what looks like one.</summary>
    public string Value(int depth = 0) => random.Next(depth > 4 ? 5 : 9) switch
    {
        0 => Number(),
        1 => Of(Texts),
        2 => "null",
        3 => OneIn(2) ? "true" : "false",
        4 => $"\"{new string('x', 1 << random.Next(15))}\"",
        5 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1))) + "]",
        6 => "{" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Of(Texts)}:{Value(depth + 1)}")) + "}",
        7 => Nested(1 + random.Next(200)),
        _ => Of(Numbers),
    };

    /// <summary>The tokens of a text in JSON, some of them lost, doubled, exchanged or replaced.</summary>
    public string Tokens(string json)
    {
        List<string> tokens = Split(json);
        for (int i = 1 + random.Next(3); i > 0 && tokens.Count > 0; i--)
        {
            int at = random.Next(tokens.Count), other = random.Next(tokens.Count);
            switch (random.Next(9))
            {
                // In the place of a value another one: the text stays well-formed, and what is read is the value.
                case 7 or 8:
                    at = tokens.FindIndex(at, static token => char.IsLetterOrDigit(token[0]) || token[0] == '-');
                    if (at >= 0) tokens[at] = OneIn(4) ? Value() : Number();
                    break;
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[other]); break;
                case 2: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
                case 3: tokens.Insert(at, Of(["{", "}", "[", "]", ",", ":", " ", "/* */", "\u00a0", "\ufeff"])); break;
                case 4: tokens.InsertRange(at, tokens.GetRange(at, Math.Min(tokens.Count - at, 1 + random.Next(6)))); break;
                default: tokens[at] = Value(); break;
            }
        }
        return string.Concat(tokens);
    }

    /// <summary>Bytes flipped, lost, doubled, cut off or replaced.</summary>
    public byte[] Bytes(byte[] body)
    {
        var bytes = new List<byte>(body);
        for (int i = 1 + random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(8))); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(64)))); break;
                // No UTF-8: an overlong form, a lone continuation, half a surrogate, bytes that never occur.
                case 5: bytes.InsertRange(at, Of<byte[]>([[0xC0, 0x80], [0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0], [0xEF, 0xBB, 0xBF]])); break;
                default: bytes[at] = Of<byte>([0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\\', (byte)'{', (byte)'[']); break;
            }
        }
        return [.. bytes];
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    // Texts and words whole, signs each by itself.
    private static List<string> Split(string json)
    {
        var tokens = new List<string>();
        for (int i = 0; i < json.Length;)
        {
            int start = i++;
            if (json[start] == '"')
            {
                while (i < json.Length && json[i++] != '"') { }
            }
            else if (char.IsLetterOrDigit(json[start]) || json[start] == '-')
            {
                while (i < json.Length && (char.IsLetterOrDigit(json[i]) || json[i] is '.' or '-' or '+')) i++;
            }
            tokens.Add(json[start..i]);
        }
        return tokens;
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
