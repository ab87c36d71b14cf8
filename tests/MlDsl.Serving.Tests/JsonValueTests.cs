using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>What generated code reads of JSON is what System.Text.Json reads of it, for every type of column; where it is not, it is said here.</summary>
public sealed class JsonValueTests
{
    // What may stand where a value is wanted, of every type and at its edges.
    private static readonly string[] Tokens =
    [
        "null", "true", "false", "0", "1", "-1", "-0", "1.0", "1.5", "-2.5e3", "1e2", "1e-400", "127", "128", "-128", "-129", "255", "256", "32767", "32768", "65535", "65536",
        "2147483647", "2147483648", "-2147483649", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
        "3.4028235e38", "16777217", "0.1", "123456789.123456789", "65504", "79228162514264337593543950335", "79228162514264337593543950336",
        "\"\"", "\"a\"", "\"ab\"", "\"\\u00e9\"", "\"\\u0061\"", "\"\\ud83d\\ude00\"", "\"1\"", "\"true\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"Dark\"", "\"D\\u0061rk\"", "\"Most\"",
        "\"Gray\"", "\"2024-05-01\"", "\"2024-13-01\"", "\"2024-05-01T13:45:00\"", "\"2024-05-01T13:45:00.1234567\"", "\"2024-05-01T13:45:00Z\"", "\"2024-05-01 13:45\"", "\"13:45:00\"", "\"13:45:00.5\"",
        "\"24:00:00\"", "\"-01:00:00\"", "\"1.02:30:00\"", "\"1\\u002e02:30:00\"", "\"5\"", "\"01234567-89ab-cdef-0123-456789abcdef\"", "\"0123456789abcdef0123456789abcdef\"", "[]", "[1,2]", "[1,null]",
        "[1.5,\"NaN\"]", "[1,2,3]", "[1]", "[[1,2]]", "{}", "{\"a\":1}",
    ];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    internal static JsonObject Row => JsonNode.Parse(
        """
        {"text":"x","textOrNull":null,"letter":"é","flag":true,"flagOrNull":false,"shade":"Light","shadeOrNull":-3,"key":"01234567-89ab-cdef-0123-456789abcdef","tiny":-5,"byte":200,
        "short":-300,"uShort":60000,"int":-70000,"intOrNull":null,"uInt":4000000000,"long":-5000000000,"uLong":18446744073709551615,"float":0.1,"double":0.1,"doubleOrNull":"NaN","decimal":79228162514264337593543950335,
        "half":1.5,"at":"2024-05-01T13:45:00","zoned":"2024-05-01T13:45:00+02:00","day":"2024-05-01","dayOrNull":null,"hour":"13:45:00.5","waited":"1.02:30:00","wide":"Most","pair":[0.1,2],"gaps":[1,null],"faith":"none"}
        """)!.AsObject();

    public static TheoryData<string> Members { get; } = [.. Row.Select(static m => m.Key)];

    [Theory]
    [MemberData(nameof(Members))]
    public void EveryValueIsReadAsSystemTextJsonReadsIt(string member)
    {
        int taken = 0;
        foreach (string token in Tokens)
        {
            string json = With(member, token);
            bool isTheirs = TryTheirs(json, out string theirs), isOurs = TryOurs(json, out string ours);
            if (Differs(member, token)) continue;
            Assert.True(isTheirs == isOurs, $"{member} = {token}: System.Text.Json {(isTheirs ? "takes" : "refuses")} it; ours: {ours}");
            if (!isOurs) Assert.Contains($"'{member}", ours, StringComparison.Ordinal);
            else Assert.Equal(theirs, ours);
            taken += isOurs ? 1 : 0;
        }
        Assert.True(taken > 0, $"no token was taken for {member}");
    }

    // An enum is one of its members, by their exact names; a vector has its length; a time of UTC stays one; digits alone are no days; what
    // is beyond a Half is no infinity; the zeros of a decimal may show, and −0 may be of a type without a sign.
    private static bool Differs(string member, string token) => member switch
    {
        "shade" or "shadeOrNull" or "wide" => token is not ("\"Dark\"" or "\"Most\"" or "\"Gray\"" or "null" or "true" or "[1,2]" or "{}" or "0" or "1.5" or "\"D\\u0061rk\""),
        "pair" or "gaps" => token is "[]" or "[1,2,3]" or "[1]",
        "zoned" => !token.Contains('Z', StringComparison.Ordinal) && token.StartsWith("\"2024-05", StringComparison.Ordinal),
        "waited" => token is "\"5\"" or "\"1\"",
        "half" => double.TryParse(token, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) > (double)Half.MaxValue,
        "decimal" => token is "1e-400" or "-0",
        "byte" or "uShort" or "uInt" or "uLong" => token is "-0",
        _ => false,
    };

    [Fact]
    public void MembersComeInAnyOrderAndMayBeEscaped()
    {
        string expected = Assert.IsType<string>(Ours(Row.ToJsonString()));
        var backwards = new JsonObject(Row.Reverse().Select(static m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        Assert.Equal(expected, Ours(backwards.ToJsonString()));
        Assert.Equal(expected, Ours(Row.ToJsonString().Replace("\"int\"", "\"\\u0069nt\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatMayBeMissingMayBeLeftOut()
    {
        JsonObject some = Row;
        foreach (string member in Row.Where(static m => m.Key.EndsWith("OrNull", StringComparison.Ordinal) || m.Key is "gaps" or "faith").Select(static m => m.Key)) some.Remove(member);
        Everything.Input input = JsonReading.Read<Everything, Everything.Input>(Encoding.UTF8.GetBytes(some.ToJsonString()));
        Assert.Null(input.TextOrNull);
        Assert.Null(input.ShadeOrNull);
        Assert.Null(input.Gaps);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void HalfASurrogatePairIsNoValue(string member)
    {
        string json = With(member, member is "pair" or "gaps" ? """["\ud800",1]""" : "\"\\ud800\"");
        Assert.False(TryOurs(json, out string problem));
        Assert.Contains($"'{member}", problem, StringComparison.Ordinal);
        Assert.False(TryOurs(With(member, "null").Replace($"\"{member}\"", $"\"{member}\\udc00\"", StringComparison.Ordinal), out problem));
        Assert.Contains("is no column", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-05-01T13:45:00+02:00", "2024-05-01T11:45:00.0000000Z")]
    [InlineData("2024-05-01T13:45:00Z", "2024-05-01T13:45:00.0000000Z")]
    [InlineData("2024-05-01T13:45:00", "2024-05-01T13:45:00.0000000")]
    public void ATimeWithAnOffsetIsUtcAsInFiles(string text, string expected) =>
        Assert.Equal(expected, Read("at", $"\"{text}\"").At.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2024-05-01T13:45:00+02:00", "2024-05-01T13:45:00.0000000+02:00")]
    [InlineData("2024-05-01T13:45:00", "2024-05-01T13:45:00.0000000+00:00")]
    public void ATimeWithoutAnOffsetIsInUtcAsInFiles(string text, string expected) =>
        Assert.Equal(expected, Read("zoned", $"\"{text}\"").Zoned.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("shade", "5", true)]
    [InlineData("shade", "4", false)]
    [InlineData("shade", "\"light\"", false)]
    [InlineData("shade", "\"Dark,Light\"", false)]
    [InlineData("wide", "18446744073709551615", true)]
    [InlineData("wide", "-1", false)]
    [InlineData("wide", "7", false)]
    [InlineData("float", "1e39", false)]
    [InlineData("half", "65520", false)]
    [InlineData("double", "1e309", false)]
    public void WhatIsNoValueOfTheTypeIsRefused(string member, string token, bool isTaken) => Assert.Equal(isTaken, TryOurs(With(member, token), out _));

    private static Everything.Input Read(string member, string token) => JsonReading.Read<Everything, Everything.Input>(Encoding.UTF8.GetBytes(With(member, token)));

    private static string With(string member, string token) =>
        "{" + string.Join(",", Row.Select(m => $"\"{m.Key}\":{(m.Key == member ? token : m.Value?.ToJsonString() ?? "null")}")) + "}";

    private static bool TryTheirs(string json, out string value)
    {
        try
        {
            value = JsonSerializer.Serialize(JsonSerializer.Deserialize<Everything.Input>(json, Web), Web);
            // Null where the declaration says that there is a value: the serializer does not look.
            return JsonNode.Parse(value)!.AsObject().All(static m => m.Value is not null || m.Key.EndsWith("OrNull", StringComparison.Ordinal) || m.Key is "gaps" or "faith");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            value = problem.Message;
            return false;
        }
    }

    private static bool TryOurs(string json, out string value)
    {
        try
        {
            value = Ours(json);
            return true;
        }
        catch (JsonRowException problem)
        {
            value = problem.Message;
            return false;
        }
    }

    private static string Ours(string json) => JsonSerializer.Serialize(JsonReading.Read<Everything, Everything.Input>(Encoding.UTF8.GetBytes(json)), Web);
}
