namespace MlDsl.Generators.Columns;

/// <summary>A number: filled, clipped, scaled or binned.</summary>
internal sealed record NumericColumn(
    string Scale, string Impute, double Constant, string Monotone, bool Indicator, int Bins, double Min, double Max) : ColumnKind
{
    public static ColumnKind? Read(KindContext context)
    {
        if (context.Type is not { Kind: ValueKind.Flag or ValueKind.Integer or ValueKind.Floating or ValueKind.Vector })
            return context.RefuseType("Numeric", $"bool, numbers, and with a Length {VectorType.Accepted}{Instead(context.Type)}");

        string? scale = context.Attribute.NamedMember("Scale", "None");
        string? impute = context.Attribute.NamedMember("Impute", "None");
        if (scale is null) return context.RefuseOption("Scale is not a member of MlDsl.Scale");
        string? monotone = context.Attribute.NamedMember("Monotone", "None");
        if (impute is null) return context.RefuseOption("Impute is not a member of MlDsl.Impute");
        if (monotone is null) return context.RefuseOption("Monotone is not a member of MlDsl.Monotone");
        var column = new NumericColumn(
            scale,
            impute,
            context.Attribute.Named("Constant", 0d),
            monotone,
            context.Attribute.Named("Indicator", false),
            context.Attribute.Named("Bins", 0),
            context.Attribute.Named("Min", double.NegativeInfinity),
            context.Attribute.Named("Max", double.PositiveInfinity));
        if (column.Problem(context.Type) is { } problem) return context.RefuseOption(problem);
        return context.Type.Vector is { } vector ? new VectorColumn(context.Type.Length, column, vector.Element.IsNullable) : column;
    }

    private static string Instead(ColumnType type) => type.Kind switch
    {
        ValueKind.TimeSpan => "; a feature method says the unit, as in (float)duration.TotalHours",
        ValueKind.TimeOnly => "; [DateParts] gives the hour",
        ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly => "; [DateParts] gives the parts of a time, and DatePart.Trend the days since 1970",
        _ => "",
    };

    /// <summary>What keeps the options from going together with a value of <paramref name="type"/>; null for nothing.</summary>
    public string? Problem(ColumnType type)
    {
        bool isNullable = type.IsNullable || type.Vector is { Element.IsNullable: true };
        if (isNullable && Impute == "None") return "a value may be missing and Impute says nothing; set Impute, or make the type non-nullable";
        if (!isNullable && Impute != "None" && type.Vector is not { HasNaN: true }) return $"Impute = {Impute} never applies to '{type.DisplayName}', which is not nullable";
        if (Indicator && Impute == "None") return "Indicator needs Impute";
        if (Impute == "Constant" && (double.IsNaN(Constant) || double.IsInfinity(Constant))) return "Constant must be finite";
        if (Impute != "Constant" && Constant != 0) return "Constant needs Impute = Impute.Constant";
        if (Bins is not 0 and (< 2 or > 256)) return $"Bins is {Bins}; it must be 2 to 256, or 0 for none";
        if (Bins > 0 && Scale != "None") return "Bins and Scale exclude each other";
        if (Bins > 0 && Impute == "Keep") return "Bins and Impute.Keep exclude each other: a missing number is in no bin";
        if (Bins > 0 && Monotone != "None") return "Bins and Monotone exclude each other: bins are no numbers";
        if (double.IsNaN(Min) || double.IsNaN(Max) || Min >= Max) return FormattableString.Invariant($"Min ({Min}) must be below Max ({Max})");
        return null;
    }

    public override string Canonical =>
        FormattableString.Invariant($"Numeric(Scale={Scale},Impute={Impute},Constant={Constant:R}{(Monotone == "None" ? "" : $",Monotone={Monotone}")},Indicator={Indicator},Bins={Bins},Min={Min:R},Max={Max:R})");

    public override string Comment
    {
        get
        {
            var parts = new List<string>();
            if (Impute != "None") parts.Add(Impute == "Constant" ? "a constant when missing" : Impute == "Keep" ? "missing when missing" : $"the training {Impute.ToLowerInvariant()} when missing");
            if (!double.IsNegativeInfinity(Min) || !double.IsPositiveInfinity(Max)) parts.Add("clipped");
            if (Bins > 0) parts.Add("one position per quantile bin");
            if (ScaleComment is { } scale) parts.Add(scale);
            return parts.Count > 0 ? string.Join("; ", parts) : "as it is";
        }
    }

    private string? ScaleComment => Scale switch
    {
        "Standard" => "how many deviations above the training mean",
        "MinMax" => "its place between the training minimum and maximum",
        "Robust" => "how many interquartile ranges above the training median",
        "Log" => "its signed logarithm, standardised",
        "Power" => "its Yeo-Johnson transform, standardised",
        _ => null,
    };

    public override string Encoding => $"{Names.Columns}.NumericEncoding";

    public override string Learner => $"{Names.Columns}.NumericLearner";

    public override string Options
    {
        get
        {
            var set = new List<string>();
            if (Scale != "None") set.Add($"Scale = {Names.Root}.Scale.{Scale}");
            if (Impute != "None") set.Add($"Impute = {Names.Root}.Impute.{Impute}");
            if (Monotone != "None") set.Add($"Monotone = {Names.Root}.Monotone.{Monotone}");
            if (Constant != 0) set.Add($"Constant = {Literals.Number(Constant)}");
            if (Indicator) set.Add("Indicator = true");
            if (Bins > 0) set.Add($"Bins = {Bins}");
            if (!double.IsNegativeInfinity(Min)) set.Add($"Min = {Literals.Number(Min)}");
            if (!double.IsPositiveInfinity(Max)) set.Add($"Max = {Literals.Number(Max)}");
            return set.Count > 0 ? $"new() {{ {string.Join(", ", set)} }}" : "new()";
        }
    }

    /// <summary>The encoding's method: the runtime's short paths serve what has no clipping and no curve.</summary>
    public string Method
    {
        get
        {
            bool isClipped = !double.IsNegativeInfinity(Min) || !double.IsPositiveInfinity(Max);
            return isClipped || Bins > 0 || Scale is "Log" or "Power" ? "Write" : Scale == "None" ? "WriteRaw" : "WriteScaled";
        }
    }

    public override string WriteLine(EncodedMember member) => $"learned.{member.Property}.{Method}({member.Value}, ref sink);";

    public override string Value(ColumnType type, string value) => type switch
    {
        { Kind: ValueKind.Flag, IsNullable: true } => $"{value} switch {{ true => 1f, false => 0f, null => (float?)null }}",
        { Kind: ValueKind.Flag } => $"{value} ? 1f : 0f",
        { Name: "float" } => value,
        { IsNullable: true } => $"(float?){value}",
        _ => $"(float){value}",
    };
}
