using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>A file that is changed, and its own type's way to load it, save it again and predict.</summary>
/// <param name="Name">The file below tests/Golden.</param>
/// <param name="Load">Loads the bytes; returns what they are when saved, and a prediction to make.</param>
internal sealed record HostileModel(string Name, Func<byte[], (byte[] Saved, Action Predict)> Load)
{
    public byte[] File { get; } = System.IO.File.ReadAllBytes(GoldenFileTests.Named(Name));

    /// <summary>The unchanged file, loaded and saved again.</summary>
    public byte[] Saved(bool typed) => typed ? bytes.Value : IsDynamic ? dynamic.Value : [];

    private readonly Lazy<byte[]> bytes = new(() => Load(System.IO.File.ReadAllBytes(GoldenFileTests.Named(Name))).Saved);
    private readonly Lazy<byte[]> dynamic = new(() => Dynamic(System.IO.File.ReadAllBytes(GoldenFileTests.Named(Name))).Saved);

    /// <summary>Whether the file describes itself.</summary>
    public bool IsDynamic { get; } = Name.EndsWith("-2.mldsl", StringComparison.Ordinal);

    /// <summary>Every golden file whose type is here, in both formats.</summary>
    public static IReadOnlyList<HostileModel> All { get; } =
    [
        .. Both("price", static b => Typed(GoldenPriceModel.Load(b), static m => m.Save, static m => m.Predict(GoldenFileTests.Prices(1).First().ToInput()))),
        .. Both("count", static b => Typed(GoldenCountModel.Load(b), static m => m.Save, static m => m.Predict(GoldenFileTests.Prices(1).First().ToInput()))),
        .. Both("choice", static b => Typed(GoldenChoiceModel.Load(b), static m => m.Save, static m => m.Predict(GoldenFileTests.Choices(1).First().ToInput()))),
        .. Both("standing", static b => Typed(GoldenStandingModel.Load(b), static m => m.Save, static m => m.Predict(GoldenFileTests.Standings(1).First().ToInput()))),
        new("song-2.mldsl", static b => Typed(SongModel.Load(b), static m => m.Save, static m => m.Predict(VectorTests.Songs[0].ToInput()))),
        new("errand-2.mldsl", static b => Typed(GoldenErrandModel.Load(b), static m => m.Save, static m => m.Predict(GoldenOpsTests.Errands(1).First().ToInput()))),
        new("loan-2.mldsl", static b => Typed(BetaLoanModel.Load(b), static m => m.Save, static m => m.Predict(Loan.Made(1).First().ToInput()))),
        new("course-2.mldsl", static b => Typed(IsotonicCourseModel.Load(b), static m => m.Save, static m => m.Predict(CourseRow.Made(1).First().ToInput()))),
        new("drive-2.mldsl", static b => Typed(DriveSpreadModel.Load(b), static m => m.Save, static m => m.Predict(Drive.Made(1).First().ToInput()))),
        new("offer-2.mldsl", static b => Typed(GoldenOfferModel.Load(b), static m => m.Save, static m => m.Predict(Offer.Make(1, 1).First().ToInput()))),
        new("call-2.mldsl", static b => Typed(CallModel.Load(b), static m => m.Save, static m => m.Predict(ValueTypesTests.Calls[0].ToInput()))),
    ];

    /// <summary>Loads the bytes by name, saves and predicts.</summary>
    public static (byte[] Saved, Action Predict) Dynamic(byte[] bytes)
    {
        DynamicModel model = DynamicModel.Load(bytes);
        return (DynamicModelTests.Saved(model.Save), () => model.Predict(Filled(model)));
    }

    private static HostileModel[] Both(string name, Func<byte[], (byte[] Saved, Action Predict)> load) => [new(name + "-1.mldsl", load), new(name + "-2.mldsl", load)];

    private static (byte[] Saved, Action Predict) Typed<TModel>(TModel model, Func<TModel, Action<Stream>> save, Action<TModel> predict) =>
        (DynamicModelTests.Saved(save(model)), () => predict(model));

    // Something in every column, of whatever kind it says that it is.
    private static DynamicRow Filled(DynamicModel model)
    {
        DynamicRow row = model.NewRow();
        foreach (ColumnSchema column in model.Columns)
        {
            foreach (ColumnValue value in (ColumnValue[])
                [
                    ColumnValue.Number(1d), ColumnValue.Integer(1L), ColumnValue.Text("a"), ColumnValue.Text(Guid.Empty.ToString()), ColumnValue.Flag(true), ColumnValue.Date(new DateOnly(2024, 2, 29)),
                    ColumnValue.Time(new DateTime(2024, 2, 29)), ColumnValue.Vector(new float[Math.Min(column.Length, 64)]),
                ])
            {
                try
                {
                    row[column.Name] = value;
                    break;
                }
                catch (ArgumentException)
                {
                    // Of another kind.
                }
            }
        }
        return row;
    }
}
