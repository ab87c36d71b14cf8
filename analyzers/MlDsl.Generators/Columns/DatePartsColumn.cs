using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>A point in time as calendar features.</summary>
internal sealed record DatePartsColumn(int Parts, bool Cyclic) : ColumnKind
{
    private const int Default = 4 | 16 | 64, Every = 511, TimeOfDay = 64;

    public static ColumnKind? Read(KindContext context)
    {
        if (!context.Type.IsTime) return context.RefuseType("DateParts", "DateTime, DateTimeOffset and DateOnly");
        bool given = context.Attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Enum }];
        int parts = given ? (int)context.Attribute.ConstructorArguments[0].Value! : Default;
        if (parts is <= 0 or > Every) return context.RefuseOption("at least one member of MlDsl.DatePart must be given, and no other value");
        if (context.Type.Kind == ValueKind.DateOnly)
        {
            if (given && (parts & TimeOfDay) != 0) return context.RefuseOption("a DateOnly has no Hour");
            parts &= ~TimeOfDay;
        }
        return new DatePartsColumn(parts, context.Attribute.Named("Cyclic", false));
    }

    public override string Canonical => FormattableString.Invariant($"DateParts({Parts},Cyclic={Cyclic})");

    public override string Comment => Cyclic ? "its calendar parts, those that come round as sine and cosine" : "its calendar parts";

    public override string Encoding => $"{Names.Columns}.DatePartsEncoding";

    public override string? Learner => null;

    public override string Options => $"({Names.Root}.DatePart){Parts}, {Literals.Flag(Cyclic)}";

    // Nothing is learned, so nothing is kept in a file either.
    public override string Finish(EncodedMember member) => $"new({Literals.Text(member.Member)}, {Options}, ref position)";

    public override string Read(EncodedMember member) => Finish(member);

    public override string Value(ColumnType type, string value) => value;
}
