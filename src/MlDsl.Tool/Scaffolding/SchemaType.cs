namespace MlDsl.Tool.Scaffolding;

/// <summary>What a column holds by its schema, where rows come with types.</summary>
internal enum SchemaType
{
    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Whole numbers of 32 bits or fewer, or of a width that the schema does not tell.</summary>
    Integer,

    /// <summary>Whole numbers of 64 bits.</summary>
    Long,

    /// <summary>Floating-point numbers of 32 bits or fewer.</summary>
    Float,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Double,

    /// <summary>Decimal numbers.</summary>
    Decimal,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Dates with the time of a clock, with or without an offset.</summary>
    Time,

    /// <summary>Times of day.</summary>
    Clock,

    /// <summary>Durations.</summary>
    Duration,

    /// <summary>Unique identifiers of 128 bits.</summary>
    Identifier,

    /// <summary>Lists of numbers.</summary>
    Vector,
}
