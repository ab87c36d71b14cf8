using System.Globalization;
using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

/// <summary>Finnish writes a decimal comma and a minus sign of its own; nothing here may follow it.</summary>
public sealed class CultureTests
{
    [Fact]
    public void NamesMessagesAndFilesDoNotFollowTheCulture()
    {
        string invariant = Everything();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
        try
        {
            Assert.Equal(",", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
            Assert.Equal(invariant, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Everything()
    {
        NumericEncoding bins = Learn(new NumericOptions { Bins = 2 }, -1.5f, -0.25f, 3);
        CategoryLearner<long> learner = new("Zone", new CategoryOptions { Values = ["-7", "12"], Unknown = Unknown.Error });
        int position = 0;
        CategoryEncoding<long> zone = learner.Finish(ref position, FoldFilter.All);
        TextEncoding text = Learn(new TextOptions(), "Istanbul IĞDIR");
        string error = Assert.Throws<UnknownCategoryException>(() => Row(zone, -8)).Message;
        string option = Assert.Throws<ArgumentException>(() => new CategoryLearner<long>("Zone", new CategoryOptions { Smoothing = -0.5 })).Message;
        return string.Join('\n', [.. Names(bins.AppendNames), Written.Json(bins.Write), .. Names(zone.AppendNames), Written.Json(zone.Write), Written.Json(text.Write), error, option]);
    }
}
