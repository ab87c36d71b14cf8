using System.Globalization;
using MlDsl.Testing;
using Scaffolds;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Domains;

/// <summary>The classifier on rows that nobody here made: those of a survey, which are alike by chance or of which one column was dealt out anew.</summary>
public sealed class AdultDomainTests(ITestOutputHelper output)
{
    private const int Windows = 40, Rows = 500;
    private const double Level = 0.05;

    [FactWith("adult.csv")]
    public void RealRowsAreToldFromOthersWhereTheirColumnsNoLongerGoTogether()
    {
        Split<Adult> split = AdultFile.Split(TestData.File("adult.csv"));
        AdultModel model = AdultModel.Fit(split.Train);
        RowSample sample = RowSample.Of(model, split.Train.Rows.Select(static row => row.ToInput()));
        Adult[] others = [.. split.Validation.Rows];
        var random = new Random(11);
        int none = 0, ages = 0, named = 0;
        for (int window = 0; window < Windows; window++)
        {
            Adult[] rows = random.GetItems(others, Rows);
            none += Of(rows).IsAlarm ? 1 : 0;
            // Ages are as they were, of other people: who is young is as often married and schooled as who is not.
            int[] dealt = [.. rows.Select(static row => row.Age)];
            random.Shuffle(dealt);
            DomainDrift turned = Of([.. rows.Select((row, i) => row with { Age = dealt[i] })]);
            ages += turned.IsAlarm ? 1 : 0;
            named += turned.Columns.Take(3).Any(static column => column.Column == nameof(Adult.Age)) ? 1 : 0;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: domain=adult windows={Windows} rows={Rows} level={Level} false={none} dealt_ages={ages} named={named}"));
        // Below one in a thousand of 5 %.
        Assert.InRange(none, 0, 7);
        Assert.InRange(ages, 0.9 * Windows, Windows);
        Assert.InRange(named, 0.9 * Windows, Windows);

        DomainDrift Of(Adult[] rows) => DomainDrift.Of(model.Reference!, sample, RowSample.Of(model, rows.Select(static row => row.ToInput())), Level, Rows);
    }
}
