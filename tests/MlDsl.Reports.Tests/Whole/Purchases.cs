namespace MlDsl.Reports.Tests.Whole;

/// <summary>A purchase whose names and values are as hostile as those of a file can be.</summary>
[Dataset]
public sealed partial record Purchase
{
    [Column("key"), Id] public required string Key { get; init; }
    [Column("<script>alert('name')</script>"), Numeric(Impute = Impute.Mean)] public float? Amount { get; init; }
    [Column("shop\"><img src=x onerror=alert(1)>"), Categorical] public required string Shop { get; init; }
    [Column("people"), Sensitive] public required string People { get; init; }
    [Column("note"), Text(HashBits = 4)] public string? Note { get; init; }
    [Column("secret code"), Categorical(Unknown = Unknown.Bucket, MinCount = 5)] public required string Code { get; init; }
    [Label] public bool IsLate { get; init; }

    public const string Hostile = "</title></style><svg onload=alert(2)> & 'x' \"y\"";

    public static Split<Purchase> Made(int count = 1200, double validation = 0.4)
    {
        var random = new Random(3);
        return Dataset<Purchase>.FromRows(Enumerable.Range(0, count).Select(i =>
        {
            float? amount = random.Next(8) == 0 ? null : 10 * (float)random.NextDouble();
            string shop = random.Next(3) switch { 0 => Hostile, 1 => "plain", _ => "=HYPERLINK(\"http://x\")" };
            return new Purchase
            {
                Key = $"key-{i}-of-one-row",
                Amount = amount,
                Shop = shop,
                People = random.Next(2) == 0 ? "<b>north</b>" : "south",
                Note = $"note-{i} of nobody",
                Code = random.Next(40) == 0 ? $"code-{i}-alone" : "usual",
                IsLate = random.NextDouble() < 1 / (1 + Math.Exp(2 - ((amount ?? 2) / 3) - (shop == "plain" ? 1 : 0))),
            };
        }).ToArray()).SplitRandom(validation, 0.1, seed: 1);
    }
}

[Model<Purchase, BinaryClassification>(Name = "late & <late>", Version = "1\"2")]
public sealed partial class PurchaseModel;
