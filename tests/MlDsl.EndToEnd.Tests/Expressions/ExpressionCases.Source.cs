namespace MlDsl.EndToEnd.Tests.Expressions;

internal static partial class ExpressionCases
{
    /// <summary>A row with a column of every type, two of those that have operators.</summary>
    private const string Row = """
        using MlDsl;

        public enum Shade { Dark, Light, Pale = Light, Odd = 7 }

        [Dataset]
        public sealed partial record Mix
        {
            public float X { get; init; }
            public float Y { get; init; }
            public float? Xn { get; init; }
            public float? Yn { get; init; }
            public double D { get; init; }
            public double E { get; init; }
            public double? Dn { get; init; }
            public int I { get; init; }
            public int J { get; init; }
            public int? In { get; init; }
            public long L { get; init; }
            public long M { get; init; }
            public uint U { get; init; }
            public uint V { get; init; }
            public ulong Ul { get; init; }
            public sbyte Sb { get; init; }
            public byte B { get; init; }
            public short S { get; init; }
            public ushort Us { get; init; }
            public char Ch { get; init; }
            public Half H { get; init; }
            public decimal Dec { get; init; }
            public bool P { get; init; }
            public bool Q { get; init; }
            public bool? Pn { get; init; }
            public string T { get; init; } = "";
            public string? Tn { get; init; }
            public Shade C { get; init; }
            public Shade? Cn { get; init; }
            public DateTime At { get; init; }
            public DateTime Until { get; init; }
            public DateTime? Atn { get; init; }
            public DateTimeOffset Off { get; init; }
            public DateOnly Day { get; init; }
            public TimeOnly Clock { get; init; }
            public TimeSpan Took { get; init; }
            public TimeSpan? Tookn { get; init; }
            public Guid Office { get; init; }
            public Guid? Officen { get; init; }
            [Label] public float Fare { get; init; }
        }

        """;

    /// <summary>What the methods call.</summary>
    public const string Shared = """
            private const float Factor = 1.5f;
            private static readonly DateTime Start = new DateTime(2020, 2, 29);
            private static readonly TimeSpan Shift = TimeSpan.FromHours(8);
            private static readonly Guid Known = Guid.Parse("{FFFFFFFF-0000-0000-0000-000000000001}");
            private static class Limits { public static readonly float Most = 2 * Factor; }
            private static float Twice(float value) => 2 * value;
            private static float Ratio(float above, float below = 2) { if (below == 0) return 0; return above / below; }
            private static int Quotient(int above, int below) => below == 0 ? 0 : above / below;
        """;

    /// <summary>A file with the row and a class of features.</summary>
    public static string Source(string members) => Row + "[Features<Mix>]\npublic static class MixFeatures\n{\n" + members + "\n}\n";
}
