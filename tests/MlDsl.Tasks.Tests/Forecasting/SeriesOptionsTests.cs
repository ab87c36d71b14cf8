using System.Reflection;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

public sealed class SeriesOptionsTests
{
    [Theory]
    [InlineData(typeof(SeriesAttribute), typeof(SeriesOptions))]
    [InlineData(typeof(EtsAttribute), typeof(EtsOptions))]
    public void AnAttributeSaysWhatItsOptionsDo(Type attribute, Type options)
    {
        object declared = Activator.CreateInstance(attribute)!, made = Activator.CreateInstance(options)!;
        PropertyInfo[] properties = attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.Equal(property.GetValue(declared), options.GetProperty(property.Name)!.GetValue(made)));
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SeriesOptions { Interval = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SeriesOptions { Season = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SeriesOptions { CalibrationWindows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SeriesOptions { Gaps = (Gaps)9 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SeriesOptions { MaxRows = 10 });
    }

    [Fact]
    public void AMethodOfOneSeriesLearnsNoRows() =>
        Assert.Contains("[Theta] forecasts each series from itself", Assert.Throws<TrainingException>(static () => new ThetaOptions().Train(null!, new TrainingControl())).Message, StringComparison.Ordinal);
}
