using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>A point in time as calendar features. Of a DateTime it is learned whether its values have a zone; the other types tell.</summary>
internal sealed record DatePartsColumn(int Parts, bool Cyclic, bool IsDateTime) : ColumnKind
{
    private const int Default = 4 | 16 | 64, Every = 511, TimeOfDay = 64;

    public static ColumnKind? Read(KindContext context)
    {
        if (!context.Type.IsTime && context.Type.Kind != ValueKind.TimeOnly) return context.RefuseType("DateParts", "DateTime, DateTimeOffset, DateOnly and TimeOnly");
        bool given = context.Attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Enum }];
        int parts = given ? (int)context.Attribute.ConstructorArguments[0].Value! : Default;
        if (parts is <= 0 or > Every) return context.RefuseOption("at least one member of MlDsl.DatePart must be given, and no other value");
        if (context.Type.Kind == ValueKind.DateOnly)
        {
            if (given && (parts & TimeOfDay) != 0) return context.RefuseOption("a DateOnly has no Hour");
            parts &= ~TimeOfDay;
        }
        if (context.Type.Kind == ValueKind.TimeOnly)
        {
            if (given && parts != TimeOfDay) return context.RefuseOption("a TimeOnly has an Hour and no other part");
            parts = TimeOfDay;
        }
        return new DatePartsColumn(parts, context.Attribute.Named("Cyclic", false), context.Type.Kind == ValueKind.DateTime);
    }

    public override string Canonical => FormattableString.Invariant($"DateParts({Parts},Cyclic={Cyclic})");

    public override string Comment => Cyclic ? "its calendar parts, those that come round as sine and cosine" : "its calendar parts";

    public override string Encoding => $"{Names.Columns}.DatePartsEncoding";

    public override string? Learner => IsDateTime ? $"{Names.Columns}.DatePartsLearner" : null;

    public override string Options => IsDateTime ? $"new({Arguments})" : Arguments;

    public override string Finish(EncodedMember member) =>
        IsDateTime ? base.Finish(member) : $"new({Literals.Text(member.Member)}, {Options}, ref position)";

    public override string Read(EncodedMember member)
    {
        if (!IsDateTime) return Finish(member);
        string name = Literals.Text(member.Member);
        // Files of the first version hold nothing about dates.
        return $"{Encoding}.Read({Names.Columns}.LearnedJson.Find(json, {name}), {name}, Encodings.{member.Property}, ref position)";
    }

    public override string Value(ColumnType type, string value) => value;

    private string Arguments => $"({Names.Root}.DatePart){Parts}, {Literals.Flag(Cyclic)}";
}
