using System.Globalization;

namespace MlDsl.Training.Tests;

internal static class Culture
{
    /// <summary>Runs a test where the decimal separator is a comma.</summary>
    public static void Finnish(Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
        try
        {
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
